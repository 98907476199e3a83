package app.valence.ui.model;

import app.valence.adaptation.AdaptationRecord;
import app.valence.model.BundledModel;
import app.valence.model.ModelConfig;
import app.valence.model.ModelDescription;
import app.valence.runs.RunStatus;
import app.valence.training.setup.InitialSize;
import app.valence.ui.text.Figures;
import app.valence.ui.text.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the screen says about models. */
final class ModelWords {
  /** The facts in their order. */
  static final List<String> FACTS =
      List.of(
          "architecture",
          "parameters",
          "layers",
          "hidden",
          "heads",
          "vocabulary",
          "length",
          "size");

  private final Messages messages;
  private final Figures figures;

  ModelWords(Messages messages) {
    this.messages = messages;
    this.figures = new Figures(messages.locale());
  }

  String name(ModelEntry entry) {
    return entry
        .size()
        .map(size -> messages.get("scratch." + size.name().toLowerCase(Locale.ROOT)))
        .orElse(entry.name());
  }

  /** A line below the name. */
  String caption(ModelEntry entry) {
    return switch (entry.kind()) {
      case BUNDLED -> messages.get("caption.bundled");
      case FOLDER -> messages.get("caption.folder");
      case SCRATCH ->
          entry
              .size()
              .map(s -> messages.get("caption.scratch", s.layers(), figures.count(s.hidden())))
              .orElse("");
      case ADAPTED -> entry.adapted().map(model -> caption(model.record())).orElse("");
    };
  }

  private String caption(AdaptationRecord record) {
    if (record.status() == RunStatus.FINISHED) {
      return messages.get("caption.adapted");
    }
    return messages.get("caption." + record.status().name().toLowerCase(Locale.ROOT));
  }

  Map<String, String> facts(ModelDescription model) {
    ModelConfig config = model.config();
    return Map.of(
        "architecture", config.architecture().name(),
        "parameters", figures.metric((double) model.parameters()),
        "layers", figures.count(config.size().layers()),
        "hidden", figures.count(config.size().hidden()),
        "heads", figures.count(config.size().heads()),
        "vocabulary", figures.count(config.size().vocabulary()),
        "length", figures.count(config.maximumLength()),
        "size", figures.bytes(model.bytes()));
  }

  Map<String, String> facts(InitialSize size) {
    return Map.of(
        "architecture", "BERT",
        "parameters",
            messages.get(
                "fact.atMost", figures.metric((double) size.parameters(size.vocabulary()))),
        "layers", figures.count(size.layers()),
        "hidden", figures.count(size.hidden()),
        "heads", figures.count(size.heads()),
        "vocabulary", messages.get("fact.atMost", figures.count(size.vocabulary())),
        "length", figures.count(size.maximumLength()),
        "size", "–");
  }

  /** What is to be known of a model before one trains with it. */
  String about(ModelEntry entry, boolean classifier) {
    return switch (entry.kind()) {
      case BUNDLED ->
          messages.get(
              entry.bundled().equals(Optional.of(BundledModel.DECODER))
                  ? "about.bundledDecoder"
                  : "about.bundled");
      case SCRATCH -> messages.get("about.scratch");
      case ADAPTED -> messages.get("about.adapted");
      case FOLDER -> messages.get(classifier ? "about.classifier" : "about.folder");
    };
  }
}
