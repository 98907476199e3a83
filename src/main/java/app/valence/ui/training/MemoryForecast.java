package app.valence.ui.training;

import app.valence.data.Dataset;
import app.valence.model.BundledModel;
import app.valence.model.ModelConfig;
import app.valence.model.ModelHead;
import app.valence.model.PassMemory;
import app.valence.model.PlannedModel;
import app.valence.training.AdapterSettings;
import app.valence.training.TrainingSettings;
import app.valence.training.instruction.LossOn;
import app.valence.training.setup.MaximumLength;
import app.valence.training.setup.MemoryEstimate;
import app.valence.ui.workbench.OpenData;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Foresees the memory of a run before its model is loaded and its texts are tokenized. */
final class MemoryForecast {
  /** Of English words in a vocabulary of some ten thousand. */
  private static final double TOKENS_A_WORD = 1.4;

  /** The instruction around a text, with the answer. */
  private static final int TOKENS_OF_A_PROMPT = 40;

  private static final int TOKENS_OF_AN_ANSWER = 4;

  private final Map<BundledModel, ModelConfig> bundled = new EnumMap<>(BundledModel.class);
  private @Nullable OpenData counted;
  private int longestText;

  /** The most bytes that a run of the form takes; empty while its model is unknown. */
  Optional<Long> bytes(SettingsForm form, OpenData data) {
    boolean answers = form.instruction().isAsked();
    ModelHead head = answers ? ModelHead.CAUSAL_LANGUAGE_MODEL : ModelHead.SEQUENCE_CLASSIFICATION;
    return config(form, data)
        .map(config -> planned(config, head, form.settings()))
        .map(model -> bytes(model, form, data));
  }

  private long bytes(PlannedModel model, SettingsForm form, OpenData data) {
    TrainingSettings settings = form.settings();
    long rows = Math.min(settings.batches().batchSize(), data.content().train().size());
    long length = length(model.config(), form, data);
    boolean all =
        form.instruction().isAsked() && form.instruction().lossOnProperty().get() == LossOn.ALL;
    long scored = rows * (all ? length : TOKENS_OF_AN_ANSWER);
    var batch = new PassMemory.Batch(rows, length, scored);
    return MemoryEstimate.of(model, batch, settings, MemoryEstimate.fixedShare()).bytes();
  }

  private Optional<ModelConfig> config(SettingsForm form, OpenData data) {
    StartChoice start = form.startProperty().get();
    PretrainedFolder folder = form.folderProperty().get();
    var labels = data.content().train().labels();
    if (start.size().isPresent()) {
      return start.size().map(size -> size.largestConfig(labels));
    }
    Optional<ModelConfig> stored =
        start.bundled().isPresent()
            ? start.bundled().flatMap(this::bundled)
            : Optional.ofNullable(folder).flatMap(PretrainedFolder::config);
    return stored.map(config -> config.withLabels(labels));
  }

  private Optional<ModelConfig> bundled(BundledModel model) {
    try {
      if (!bundled.containsKey(model)) {
        bundled.put(model, model.config());
      }
      return Optional.of(bundled.get(model));
    } catch (IOException e) {
      // The run itself will say what is wrong with the program.
      return Optional.empty();
    }
  }

  private static PlannedModel planned(
      ModelConfig config, ModelHead head, TrainingSettings settings) {
    AdapterSettings adapter = settings.layers().adapter();
    return adapter == null
        ? PlannedModel.of(config, head)
        : PlannedModel.adapted(config, head, adapter.rank(), adapter.targets(), adapter.dropout());
  }

  private long length(ModelConfig config, SettingsForm form, OpenData data) {
    int most = form.maximumLength().orElseGet(() -> MaximumLength.usual(config.maximumLength()));
    int around = form.instruction().isAsked() ? TOKENS_OF_A_PROMPT : 2;
    return Math.min(
        Math.min(most, config.maximumLength()),
        Math.round(TOKENS_A_WORD * longestText(data)) + around);
  }

  @SuppressWarnings("ReferenceEquality") // Comparing all texts takes longer than counting them.
  private int longestText(OpenData data) {
    if (counted != data) {
      Dataset train = data.content().train();
      longestText = train.examples().stream().mapToInt(e -> words(e.text())).max().orElse(0);
      counted = data;
    }
    return longestText;
  }

  private static int words(String text) {
    return 1 + (int) text.chars().filter(Character::isWhitespace).count();
  }
}
