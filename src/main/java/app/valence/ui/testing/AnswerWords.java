package app.valence.ui.testing;

import app.valence.data.LabelSet;
import app.valence.ui.text.Messages;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts answers into words and numbers of the window's language. */
final class AnswerWords {
  /** The two best classes are this near to each other when a model counts as unsure. */
  private static final double UNSURE = 0.10;

  private static final int EXACT_DECIMALS = 4;

  private final Messages messages;
  private final NumberFormat percent;
  private final NumberFormat exact;
  private final NumberFormat decimal;

  AnswerWords(Messages messages) {
    this.messages = messages;
    this.percent = NumberFormat.getPercentInstance(messages.locale());
    this.exact = fixed(EXACT_DECIMALS);
    this.decimal = fixed(1);
    percent.setMinimumFractionDigits(1);
    percent.setMaximumFractionDigits(1);
  }

  private NumberFormat fixed(int decimals) {
    NumberFormat format = NumberFormat.getNumberInstance(messages.locale());
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    return format;
  }

  /** The reply to {@code sample}, or to an older text that still stands there. */
  ShownAnswer of(Scorer.Reply reply, Sample sample) {
    return reply
        .answer()
        .map(
            given -> {
              boolean same = given.text().equals(sample.text());
              return of(given, reply.model(), same ? sample.label() : Optional.empty());
            })
        .orElseGet(() -> unanswered(reply.model()));
  }

  /** What stands there before there is an answer: the classes, without numbers. */
  private ShownAnswer unanswered(ModelFacts model) {
    List<ClassShare> shares = new ArrayList<>();
    for (int label = 0; label < model.labels().size(); label++) {
      shares.add(new ClassShare(label, model.labels().get(label), 0, "", ""));
    }
    return new ShownAnswer(-1, "", "", shares, "", "", "", Verdict.UNKNOWN, "");
  }

  private ShownAnswer of(Answer answer, ModelFacts model, Optional<String> truth) {
    int best = answer.best();
    String name = model.labels().get(best);
    Optional<String> known = truth.map(LabelSet::printable);
    return new ShownAnswer(
        best,
        name,
        percent.format(answer.probabilities().get(best)),
        shares(answer, model),
        unsure(answer, model),
        cut(answer, model),
        messages.get(
            "answer.numbers",
            answer.tokens(),
            model.maximumLength(),
            decimal.format(answer.milliseconds())),
        known.map(label -> verdict(label, name, model)).orElse(Verdict.UNKNOWN),
        known.map(label -> truth(label, name, model)).orElse(""));
  }

  private List<ClassShare> shares(Answer answer, ModelFacts model) {
    List<ClassShare> shares = new ArrayList<>();
    for (int label = 0; label < answer.probabilities().size(); label++) {
      double probability = answer.probabilities().get(label);
      shares.add(
          new ClassShare(
              label,
              model.labels().get(label),
              probability,
              percent.format(probability),
              exact.format(probability)));
    }
    return shares;
  }

  private String unsure(Answer answer, ModelFacts model) {
    if (answer.margin() >= UNSURE) {
      return "";
    }
    String second = model.labels().get(answer.second());
    return messages.get("answer.unsure", second, decimal.format(100 * answer.margin()));
  }

  private String cut(Answer answer, ModelFacts model) {
    int over = answer.tokens() - model.maximumLength();
    return over <= 0
        ? ""
        : messages.get("answer.cut", answer.tokens(), model.maximumLength(), over);
  }

  private static Verdict verdict(String truth, String predicted, ModelFacts model) {
    if (!model.labels().contains(truth)) {
      return Verdict.UNKNOWN;
    }
    return truth.equals(predicted) ? Verdict.RIGHT : Verdict.WRONG;
  }

  private String truth(String label, String predicted, ModelFacts model) {
    return switch (verdict(label, predicted, model)) {
      case RIGHT -> messages.get("truth.right", label);
      case WRONG -> messages.get("truth.wrong", label);
      case UNKNOWN -> messages.get("truth.unknown", label);
    };
  }
}
