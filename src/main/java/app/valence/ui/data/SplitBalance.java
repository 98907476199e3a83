package app.valence.ui.data;

import app.valence.data.LabelSet;
import app.valence.data.SplitSummary;
import app.valence.ui.text.Messages;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the classes of one split are balanced, in words and numbers for the window.
 *
 * @param title the split and how many examples it has
 * @param shares the classes, in their order
 * @param more a sentence about classes that are not shown, or empty
 * @param imbalance the largest class by the smallest one
 * @param remarks a sentence for each thing that deserves attention
 */
public record SplitBalance(
    String title, List<Share> shares, String more, String imbalance, List<String> remarks) {
  private static final int SHOWN_CLASSES = 20;
  private static final int NAMED_CLASSES = 3;

  /** Less than this is not worth a sentence. */
  private static final double DEVIATION = 0.05;

  /** Chance alone hardly ever puts a share further off than this many standard errors. */
  private static final double STANDARD_ERRORS = 3;

  /**
   * One class.
   *
   * @param label its index, which decides its colour; -1 for examples without one
   * @param share from 0 to 1
   * @param number its count and share
   */
  public record Share(int label, String name, double share, String number) {}

  /** Keeps its own copies. */
  public SplitBalance {
    shares = List.copyOf(shares);
    remarks = List.copyOf(remarks);
  }

  /** The balance of every split; deviations are told against the first one. */
  static List<SplitBalance> of(
      List<SplitKind> kinds, List<SplitSummary> summaries, Messages messages) {
    return IntStream.range(0, kinds.size())
        .mapToObj(i -> of(kinds.get(i), summaries.get(i), summaries.get(0), messages))
        .toList();
  }

  private static SplitBalance of(
      SplitKind kind, SplitSummary summary, SplitSummary train, Messages messages) {
    int classes = summary.counts().size();
    List<Share> shares =
        IntStream.range(0, Math.min(classes, SHOWN_CLASSES))
            .mapToObj(label -> share(label, summary, messages))
            .toList();
    double ratio = summary.imbalanceRatio();
    return new SplitBalance(
        messages.get(
            "balance.title", messages.get("split." + kind.key()), summary.dataset().size()),
        shares,
        classes > SHOWN_CLASSES ? messages.get("balance.more", classes - SHOWN_CLASSES) : "",
        messages.get("balance.ratio", Double.isInfinite(ratio) ? "∞" : decimals(ratio, messages)),
        remarks(summary, train, messages));
  }

  private static Share share(int label, SplitSummary summary, Messages messages) {
    double share = summary.share(label);
    String count =
        NumberFormat.getIntegerInstance(messages.locale()).format(summary.counts().get(label));
    return new Share(label, name(label, summary), share, count + "  " + padded(share, messages));
  }

  private static List<String> remarks(SplitSummary summary, SplitSummary train, Messages messages) {
    List<String> remarks = new ArrayList<>();
    List<String> missing =
        IntStream.range(0, summary.counts().size())
            .filter(label -> summary.counts().get(label) == 0)
            .mapToObj(label -> messages.get("quoted", name(label, summary)))
            .toList();
    if (!missing.isEmpty()) {
      remarks.add(
          messages.get(
              "balance.missing",
              missing.size(),
              String.join(", ", missing.subList(0, Math.min(NAMED_CLASSES, missing.size())))));
    }
    if (summary.unlabelled() > 0) {
      remarks.add(messages.get("balance.unlabelled", summary.unlabelled()));
    }
    int label = mostDeviating(summary, train);
    if (label >= 0) {
      double here = summary.share(label);
      double there = train.share(label);
      remarks.add(
          messages.get(
              here > there ? "balance.above" : "balance.below",
              name(label, summary),
              percent(here, messages),
              percent(there, messages)));
    }
    return remarks;
  }

  private static int mostDeviating(SplitSummary summary, SplitSummary train) {
    int worst = -1;
    double most = DEVIATION;
    for (int label = 0; label < summary.counts().size(); label++) {
      double expected = train.share(label);
      double off = Math.abs(summary.share(label) - expected);
      double error = Math.sqrt(expected * (1 - expected) / Math.max(1, summary.dataset().size()));
      if (summary.counts().get(label) > 0 && off > most && off > STANDARD_ERRORS * error) {
        worst = label;
        most = off;
      }
    }
    return worst;
  }

  private static String name(int label, SplitSummary summary) {
    return LabelSet.printable(summary.dataset().labels().name(label));
  }

  private static String percent(double share, Messages messages) {
    NumberFormat format = NumberFormat.getPercentInstance(messages.locale());
    format.setMinimumFractionDigits(1);
    format.setMaximumFractionDigits(1);
    return format.format(share);
  }

  private static String decimals(double value, Messages messages) {
    NumberFormat format = NumberFormat.getNumberInstance(messages.locale());
    format.setMinimumFractionDigits(2);
    format.setMaximumFractionDigits(2);
    return format.format(value);
  }

  /** Figure spaces are as wide as digits, so that counts before shares line up. */
  private static String padded(double share, Messages messages) {
    String text = percent(share, messages);
    return "\u2007".repeat(Math.max(0, percent(1, messages).length() - text.length())) + text;
  }
}
