package app.valence.runs;

import app.valence.data.reading.ImportOptions;
import app.valence.runs.RunRequest.TextSettings;
import app.valence.training.BatchSettings;
import app.valence.training.EvaluationSettings;
import app.valence.training.TrainingSettings;
import app.valence.training.TrainingSettings.Duration;
import app.valence.training.TrainingSettings.Saving;
import app.valence.training.setup.InitialSize;
import app.valence.training.setup.Presets;
import app.valence.training.setup.TrainingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Files that a tiny model learns from in a second, and the request to do so in 12 steps. */
record TinyFiles(Path folder, Path train, ModelChoice model, TextSettings text) {
  private static final String[] GOOD = {"good", "fine", "great", "lovely"};
  private static final String[] BAD = {"bad", "poor", "awful", "dull"};
  private static final String[] THINGS = {"film", "book", "day", "meal", "song", "game"};

  static TinyFiles in(Path folder) throws IOException {
    Files.createDirectories(folder);
    write(folder.resolve("train.tsv"), 48, 0, "\tpositive\n");
    write(folder.resolve("validation.tsv"), 16, 100, "");
    write(folder.resolve("test.tsv"), 16, 200, "");
    return new TinyFiles(
        folder,
        folder.resolve("train.tsv"),
        new ModelChoice.Scratch(InitialSize.TINY),
        new TextSettings(Optional.of(32), Optional.of(0.2)));
  }

  private static void write(Path file, int rows, int first, String rest) throws IOException {
    var text = new StringBuilder("text\tlabel\n");
    for (int i = 0; i < rows; i++) {
      boolean good = i % 2 == 0;
      text.append("a ").append((good ? GOOD : BAD)[i / 2 % 4]).append(' ');
      text.append(THINGS[i / 3 % 6]).append(" number ").append(first + i);
      text.append('\t').append(good ? "positive" : "negative").append('\n');
    }
    Files.writeString(file, text + rest);
  }

  TinyFiles withTrain(Path other) {
    return new TinyFiles(folder, other, model, text);
  }

  TinyFiles withModel(ModelChoice other) {
    return new TinyFiles(folder, train, other, text);
  }

  TinyFiles withText(TextSettings other) {
    return new TinyFiles(folder, train, model, other);
  }

  RunRequest request() {
    TrainingSettings usual = Presets.FROM_SCRATCH;
    var settings =
        new TrainingSettings(
            new Duration(2, 0),
            new BatchSettings(8, 1, true, 0),
            usual.optimizer(),
            usual.loss(),
            usual.layers(),
            new EvaluationSettings(4, 1, usual.evaluation().bestBy(), 0),
            new Saving(4, 2),
            usual.precision(),
            7);
    var sources =
        new TrainingData.Sources(
            train,
            Optional.of(folder.resolve("validation.tsv")),
            false,
            Optional.of(folder.resolve("test.tsv")));
    return new RunRequest(
        "Tiny", sources, ImportOptions.DEFAULTS, model, settings, text, Optional.empty());
  }
}
