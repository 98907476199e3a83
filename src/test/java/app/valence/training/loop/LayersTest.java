package app.valence.training.loop;

import static app.valence.training.loop.TinyRuns.parameters;
import static app.valence.training.loop.TinySettings.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import app.valence.model.ModelFiles;
import app.valence.model.checkpoint.SafetensorsFile;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingSettings;
import app.valence.training.optimizer.LearningRateSchedule.Course;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersTest {
  private static final String FIRST = "bert.encoder.layer.0.";
  private static final String SECOND = "bert.encoder.layer.1.";

  @TempDir Path folder;
  private TinyRuns runs;
  private int number;

  @BeforeEach
  void start() throws Exception {
    runs = new TinyRuns(folder);
  }

  @AfterEach
  void stop() {
    runs.close();
  }

  @Test
  void frozenParametersDoNotMoveAndHaveNoOptimizerState() throws IOException {
    var before = parameters(runs.newModel(1));
    runs.run("run", with(s -> s.frozen = 2));
    var after = parameters(runs.model);
    before.forEach(
        (name, values) -> {
          if (name.startsWith("bert.embeddings") || name.startsWith(FIRST)) {
            assertThat(after.get(name)).as(name).isEqualTo(values);
          } else {
            assertThat(after.get(name)).as(name).isNotEqualTo(values);
          }
        });
    Path optimizer = runs.folder("run").checkpoint(12).resolve("optimizer.safetensors");
    try (var moments = SafetensorsFile.open(optimizer)) {
      assertThat(moments.entries().keySet())
          .contains("first.classifier.weight", "second." + SECOND + "output.dense.weight")
          .noneMatch(name -> name.contains("embeddings") || name.contains(FIRST));
    }
    var started = (TrainingEvent.Started) runs.events.get(0);
    long trainable =
        before.entrySet().stream()
            .filter(e -> !e.getKey().contains("embeddings") && !e.getKey().startsWith(FIRST))
            .mapToLong(e -> e.getValue().length)
            .sum();
    assertThat(started.trainableParameters()).isEqualTo(trainable);
    assertThat(started.parameters()).isEqualTo(runs.model.parameters().count());
  }

  @Test
  void theHeadIsTrainedEvenWhenAllElseIsFrozen() throws IOException {
    var before = parameters(runs.newModel(1));
    runs.run("run", with(s -> s.frozen = 3));
    var after = parameters(runs.model);
    assertThat(after.get("classifier.weight")).isNotEqualTo(before.get("classifier.weight"));
    assertThat(after.get(SECOND + "output.dense.weight"))
        .isEqualTo(before.get(SECOND + "output.dense.weight"));
  }

  @Test
  void eachLayerHasTheDecayedRateOfTheOneAbove() throws IOException {
    // AdamW's first step moves each weight that has a gradient by the rate, whatever its size.
    var moved =
        displacements(
            oneStep(
                s -> {
                  s.learningRate = 1e-3;
                  s.epsilon = 1e-20;
                  s.maximumNorm = 0;
                  s.weightDecay = 0;
                  s.layerDecay = 0.5;
                }));
    Map<String, Double> factors = new LinkedHashMap<>();
    factors.put("classifier.weight", 1.0);
    factors.put("bert.pooler.dense.weight", 1.0);
    factors.put(SECOND + "output.dense.weight", 0.5);
    factors.put(SECOND + "attention.self.value.bias", 0.5);
    factors.put(FIRST + "intermediate.dense.weight", 0.25);
    factors.put("bert.embeddings.position_embeddings.weight", 0.125);
    factors.put("bert.embeddings.LayerNorm.bias", 0.125);
    factors.forEach(
        (name, factor) -> {
          double[] moves = moved.get(name);
          assertThat(Arrays.stream(moves).map(Math::abs).max().orElseThrow())
              .as(name)
              .isCloseTo(factor * 1e-3, Percentage.withPercentage(1));
        });
  }

  @Test
  void matricesDecayAndBiasesAndNormsDoNot() throws IOException {
    var start = parameters(runs.newModel(1));
    var without = displacements(oneStep(s -> s.weightDecay = 0));
    var with = displacements(oneStep(s -> s.weightDecay = 1));
    start.forEach(
        (name, values) -> {
          boolean matrix = name.endsWith("weight") && !name.contains("LayerNorm");
          for (int i = 0; i < values.length; i++) {
            double decay = matrix ? -0.1 * values[i] : 0;
            assertThat(with.get(name)[i] - without.get(name)[i])
                .as(name)
                .isCloseTo(decay, within(matrix ? 1e-6 : 0));
          }
        });
  }

  /** Settings of a run of one step at a constant rate. */
  private static TrainingSettings oneStep(Consumer<TinySettings> changes) {
    return with(
        s -> {
          s.maximumSteps = 1;
          s.learningRate = 0.1;
          s.course = Course.CONSTANT;
          changes.accept(s);
        });
  }

  /** How far a run moves each weight. */
  private Map<String, double[]> displacements(TrainingSettings settings) throws IOException {
    runs.dropout = 0;
    var before = parameters(runs.newModel(1));
    runs.run("run" + number++, settings);
    var after = parameters(runs.model);
    Map<String, double[]> moved = new LinkedHashMap<>();
    before.forEach(
        (name, values) ->
            moved.put(
                name,
                IntStream.range(0, values.length)
                    .mapToDouble(i -> (double) after.get(name)[i] - values[i])
                    .toArray()));
    return moved;
  }

  @Test
  void reinitialisedLayersStartAnewAndLowerOnesDoNot() throws IOException {
    var checkpoint = parameters(runs.newModel(1));
    var started = parametersBeforeTheFirstStep();
    for (String name : checkpoint.keySet()) {
      boolean drawn =
          name.startsWith(SECOND) || name.contains("pooler") || name.contains("classif");
      if (drawn && name.endsWith("weight") && !name.contains("LayerNorm")) {
        assertThat(started.get(name)).as(name).isNotEqualTo(checkpoint.get(name));
      } else if (!drawn) {
        assertThat(started.get(name)).as(name).isEqualTo(checkpoint.get(name));
      }
    }
    assertThat(parametersBeforeTheFirstStep()).usingRecursiveComparison().isEqualTo(started);
  }

  private Map<String, float[]> parametersBeforeTheFirstStep() throws IOException {
    // A run that is stopped before its first step.
    var control = runs.control();
    control.cancellation().request("at once");
    runs.validation = Optional.empty();
    String name = "run" + number++;
    runs.run(name, with(s -> s.reinitialised = 1), control);
    return runs.parametersIn(runs.folder(name).checkpoint(0));
  }

  @Test
  void aResumeDoesNotReinitialise() throws IOException {
    var settings =
        with(
            s -> {
              s.reinitialised = 1;
              s.learningRate = 1e-12;
              s.weightDecay = 0;
            });
    var control = runs.control();
    control.cancellation().request("at once");
    runs.run("run", settings, control);
    // What a run that drew its layers anew would overwrite.
    TinyRuns.fill(runs.model, "classifier.weight", 0.125f);
    Path checkpoint = runs.folder("run").checkpoint(0);
    ModelFiles.save(runs.model, checkpoint);
    runs.resume("run", settings);
    assertThat(runs.model.parameters().get("classifier.weight").toFloats()).containsOnly(0.125f);
  }

  @Test
  void layersThatTheModelDoesNotHaveAreRefused() {
    assertThatThrownBy(() -> runs.run("run", with(s -> s.frozen = 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The model has 2 layers: at most 3 parts can be frozen");
    assertThatThrownBy(() -> runs.run("run", with(s -> s.reinitialised = 3)))
        .hasMessageContaining("2 layers drawn anew");
    assertThatThrownBy(
            () ->
                runs.run(
                    "run",
                    with(
                        s -> {
                          s.frozen = 3;
                          s.reinitialised = 1;
                        })))
        .hasMessageContaining("the lowest 2 cannot be frozen while the highest 1 are drawn anew");
  }
}
