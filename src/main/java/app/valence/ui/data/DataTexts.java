package app.valence.ui.data;

import app.valence.data.Example;
import app.valence.data.LabelSet;
import app.valence.data.SplitSummary;
import app.valence.training.setup.TrainingData.Sources;
import app.valence.ui.text.Messages;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in the window's language what is loaded. */
final class DataTexts {
  private final LoadedData data;
  private final Messages messages;
  private final NumberFormat whole;

  DataTexts(LoadedData data, Messages messages) {
    this.data = data;
    this.messages = messages;
    this.whole = NumberFormat.getIntegerInstance(messages.locale());
  }

  /** The name of a label; -1 stands for none. */
  String label(int label) {
    return label < 0
        ? messages.get("label.none")
        : LabelSet.printable(data.rows().labels().name(label));
  }

  String split(int row) {
    return messages.get("split." + data.rows().kind(row).key());
  }

  /** The example as one line of the table. */
  ExampleLine line(int row) {
    Example example = data.rows().example(row);
    return new ExampleLine(
        whole.format(example.line()),
        split(row),
        example.label(),
        label(example.label()),
        example.text(),
        whole.format(data.rows().words(row)));
  }

  ExampleDetails details(int row) {
    Example example = data.rows().example(row);
    String text = example.text();
    return new ExampleDetails(
        text,
        example.label(),
        label(example.label()),
        split(row),
        whole.format(example.line()),
        SplitFiles.fileName(file(data.rows().kind(row))),
        whole.format(data.rows().words(row)),
        whole.format(text.codePointCount(0, text.length())));
  }

  private Path file(SplitKind kind) {
    Sources sources = data.data().sources();
    return switch (kind) {
      case TRAIN -> sources.train();
      case VALIDATION -> sources.validation().orElse(sources.train());
      case TEST -> sources.test().orElse(sources.train());
    };
  }

  /** What can be chosen while {@code shown} is the split in the table. */
  Facet.Choices choices(Optional<SplitKind> shown) {
    List<SplitKind> kinds = data.rows().kinds();
    List<Facet.Part> parts = new ArrayList<>();
    parts.add(part(Optional.empty(), "split.all", data.rows().size()));
    for (int i = 0; i < kinds.size(); i++) {
      parts.add(
          part(
              Optional.of(kinds.get(i)),
              "split." + kinds.get(i).key(),
              data.summaries().get(i).dataset().size()));
    }
    return new Facet.Choices(parts, labels(shown));
  }

  private Facet.Part part(Optional<SplitKind> split, String key, int count) {
    return new Facet.Part(split, messages.get(key) + "  " + whole.format(count));
  }

  private List<Facet.Label> labels(Optional<SplitKind> shown) {
    List<SplitSummary> counted =
        shown
            .map(kind -> List.of(data.summaries().get(data.rows().kinds().indexOf(kind))))
            .orElse(data.summaries());
    List<Facet.Label> labels = new ArrayList<>();
    for (int label = 0; label < data.rows().labels().size(); label++) {
      int index = label;
      labels.add(facet(label, counted.stream().mapToInt(s -> s.counts().get(index)).sum()));
    }
    if (data.summaries().stream().anyMatch(summary -> summary.unlabelled() > 0)) {
      labels.add(facet(-1, counted.stream().mapToInt(SplitSummary::unlabelled).sum()));
    }
    return labels;
  }

  private Facet.Label facet(int label, int count) {
    return new Facet.Label(label, label(label), count, whole.format(count));
  }

  /** Which files were taken, and where the validation data comes from. */
  String files() {
    Sources sources = data.data().sources();
    List<String> sentences = new ArrayList<>();
    if (!data.guessed().isEmpty()) {
      String names = data.guessed().stream().collect(Collectors.joining(", "));
      sentences.add(messages.get("files.guessed", SplitFiles.fileName(sources.train()), names));
    }
    if (data.data().content().validationIsSplitOff()) {
      int count = data.data().content().validation().orElseThrow().size();
      sentences.add(messages.get("files.splitOff", SplitFiles.fileName(sources.train()), count));
    }
    return String.join(" ", sentences);
  }
}
