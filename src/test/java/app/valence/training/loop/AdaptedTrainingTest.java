package app.valence.training.loop;

import static app.valence.training.loop.TinyRuns.parameters;
import static app.valence.training.loop.TinySettings.with;
import static org.assertj.core.api.Assertions.assertThat;

import app.valence.model.AdapterFiles;
import app.valence.model.Lora;
import app.valence.model.LoraSettings;
import app.valence.model.SequenceClassifier;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fine-tuning a classifier through an adapter. */
class AdaptedTrainingTest {
  private static final TrainingSettings SETTINGS =
      with(
          s -> {
            s.epochs = 3;
            s.learningRate = 0.02;
          });

  @TempDir Path folder;
  private TinyRuns runs;

  @BeforeEach
  void start() throws Exception {
    runs = new TinyRuns(folder);
  }

  @AfterEach
  void stop() {
    runs.close();
  }

  @Test
  void onlyTheAdapterAndTheHeadAreTrainedAndSaved() throws IOException {
    SequenceClassifier model = adapted(1);
    Map<String, float[]> before = parameters(model);
    train(model, "run");
    Map<String, float[]> changed = new TreeMap<>();
    parameters(model)
        .forEach(
            (name, values) -> {
              if (!Arrays.equals(values, before.get(name))) {
                changed.put(name, values);
              }
            });
    assertThat(changed.keySet())
        .hasSize(10)
        .allMatch(name -> name.contains(".lora_") || name.startsWith("classifier."));
    var started = (TrainingEvent.Started) runs.events.get(0);
    assertThat(started.toString()).contains(Long.toString(trained(changed)));
    var loaded = AdapterFiles.load(runs.newModel(1), folder.resolve("run"), runs.scope());
    assertThat(parameters(loaded)).usingRecursiveComparison().isEqualTo(parameters(model));
  }

  private static long trained(Map<String, float[]> changed) {
    return changed.values().stream().mapToLong(values -> values.length).sum();
  }

  @Test
  void resumingReproducesTheUninterruptedRun() throws IOException {
    SequenceClassifier model = adapted(1);
    train(model, "whole");
    SequenceClassifier other = adapted(9);
    runs.model = other;
    new FineTuning(runs.scope(), runs.inputs("whole"), SETTINGS)
        .resumeFrom(runs.folder("whole").checkpoint(6))
        .run(runs.control());
    assertThat(parameters(other)).usingRecursiveComparison().isEqualTo(parameters(model));
  }

  @Test
  void layersThatAreComputedAgainLeadToTheSameModel() throws IOException {
    SequenceClassifier model = adapted(1);
    train(model, "remembered");
    SequenceClassifier other = adapted(1);
    runs.model = other;
    var settings =
        with(
            s -> {
              s.epochs = 3;
              s.learningRate = 0.02;
              s.checkpointing = true;
            });
    new FineTuning(runs.scope(), runs.inputs("again"), settings).run(runs.control());
    assertThat(parameters(other)).usingRecursiveComparison().isEqualTo(parameters(model));
  }

  private SequenceClassifier adapted(long seed) {
    var settings = new LoraSettings(4, 8, 0.1, List.of("query", "value"), List.of("classifier"));
    return Lora.attach(runs.newModel(1), settings, runs.scope(), seed);
  }

  private void train(SequenceClassifier model, String run) throws IOException {
    runs.model = model;
    new FineTuning(runs.scope(), runs.inputs(run), SETTINGS).run(runs.control());
  }
}
