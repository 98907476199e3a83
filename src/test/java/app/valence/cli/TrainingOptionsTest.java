package app.valence.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.evaluation.MetricName;
import app.valence.tensor.Precision;
import app.valence.training.AdapterSettings;
import app.valence.training.BatchSettings;
import app.valence.training.EvaluationSettings;
import app.valence.training.LayerSettings;
import app.valence.training.LossSettings;
import app.valence.training.LossSettings.ClassWeighting;
import app.valence.training.TrainingSettings;
import app.valence.training.TrainingSettings.Duration;
import app.valence.training.TrainingSettings.Saving;
import app.valence.training.optimizer.LearningRateSchedule.Course;
import app.valence.training.optimizer.OptimizerSettings;
import app.valence.training.optimizer.OptimizerSettings.Warmup;
import app.valence.training.setup.Presets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TrainingOptionsTest {
  private static TrainingSettings settings(TrainingSettings preset, String... args) {
    var options = new TrainingOptions();
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
    return options.settings(preset, Precision.FP32);
  }

  @Test
  void withoutOptionsTheSettingsAreThePreset() {
    assertThat(settings(TrainingSettings.DEFAULTS)).isEqualTo(TrainingSettings.DEFAULTS);
    assertThat(settings(Presets.FROM_SCRATCH)).isEqualTo(Presets.FROM_SCRATCH);
  }

  @Test
  void everyOptionReachesItsSetting() {
    String line =
        "--max-steps 99 --batch-size 16 --accumulation-steps 4 --no-bucketing"
            + " --learning-rate 2e-4 --schedule cosine --warmup-steps 11"
            + " --weight-decay 0.05 --max-grad-norm 0.5 --layer-decay 0.9"
            + " --label-smoothing 0.1 --class-weights balanced --freeze 2 --reinit-layers 1"
            + " --eval-steps 50 --logging-steps 5 --best-metric f1_macro"
            + " --early-stopping-patience 3 --save-steps 25 --keep-checkpoints 6 --seed 7";
    assertThat(settings(TrainingSettings.DEFAULTS, line.split(" ")))
        .isEqualTo(
            new TrainingSettings(
                new Duration(3, 99),
                new BatchSettings(16, 4, false, 0),
                new OptimizerSettings(
                    2e-4, Course.COSINE, new Warmup(11, 0), 0.05, 0.9, 0.999, 1e-8, 0.5, 0.9),
                new LossSettings(0.1, ClassWeighting.BALANCED, 0),
                new LayerSettings(2, 1),
                new EvaluationSettings(50, 5, MetricName.F1_MACRO, 3),
                new Saving(25, 6),
                Precision.FP32,
                7));
  }

  @Test
  void anAdapterReachesItsSettingAndLearnsFaster() {
    var plain = settings(TrainingSettings.DEFAULTS, "--lora-rank=8");
    assertThat(plain.layers().adapter())
        .isEqualTo(new AdapterSettings(8, 16, 0, List.of("all-linear"), false));
    assertThat(plain.optimizer().learningRate()).isEqualTo(5e-4);
    String line =
        "--lora-rank 4 --lora-alpha 3 --lora-dropout 0.1 --lora-targets query,value --rslora"
            + " --learning-rate 1e-4";
    var all = settings(Presets.BUNDLED, line.split(" "));
    assertThat(all.layers().adapter())
        .isEqualTo(new AdapterSettings(4, 3, 0.1, List.of("query", "value"), true));
    assertThat(all.optimizer().learningRate()).isEqualTo(1e-4);
    assertThat(settings(all, "--epochs=9").layers()).isEqualTo(all.layers());
    var frugal = settings(all, "--gradient-checkpointing", "--base-precision=bf16").layers();
    assertThat(frugal).isEqualTo(new LayerSettings(0, 0, all.layers().adapter(), true, true));
    assertThat(settings(Presets.BUNDLED, "--lora-rank=8").optimizer().learningRate())
        .isEqualTo(1e-3);
  }

  @ParameterizedTest
  @CsvSource({
    "--lora-alpha=2, --lora-rank",
    "--merge, --lora-rank",
    "--lora-rank=8 --reinit-layers=1, --reinit-layers",
    "--lora-rank=8 --untrained, --untrained",
    "--lora-rank=0, between 1 and 4096",
    "--lora-rank=8 --lora-dropout=1, --lora-dropout"
  })
  void adaptersThatCannotBeAreWrongUsage(String line, String named) {
    assertThatThrownBy(() -> settings(TrainingSettings.DEFAULTS, line.split(" ")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(named);
  }

  @Test
  void epochsAndTheWarmupRatioReachTheirSettings() {
    var settings = settings(TrainingSettings.DEFAULTS, "--epochs=7", "--warmup-ratio=0.2");
    assertThat(settings.duration()).isEqualTo(new Duration(7, 0));
    assertThat(settings.optimizer().warmup()).isEqualTo(new Warmup(0, 0.2));
  }

  @Test
  void noWarmupStepsAreNoneWhateverThePresetHas() {
    assertThat(settings(Presets.FROM_SCRATCH, "--warmup-steps=0").optimizer().warmup())
        .isEqualTo(Warmup.NONE);
  }

  @ParameterizedTest
  @CsvSource({"--epochs=2,--max-steps=5", "--warmup-steps=3,--warmup-ratio=0.1"})
  void optionsThatContradictEachOtherAreWrongUsage(String one, String other) {
    assertThatThrownBy(() -> settings(TrainingSettings.DEFAULTS, one, other))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("exclude each other")
        .hasMessageContaining(one.split("=", 2)[0])
        .hasMessageContaining(other.split("=", 2)[0]);
  }

  @Test
  void focalLossReachesItsSetting() {
    assertThat(settings(TrainingSettings.DEFAULTS, "--focal-gamma", "2").loss().focalGamma())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--batch-size=0",
        "--learning-rate=-1",
        "--epochs=0",
        "--warmup-ratio=2",
        "--logging-steps=0",
        "--keep-checkpoints=0",
        "--label-smoothing=1",
        "--focal-gamma=11",
        "--freeze=-1",
        "--dropout=NaN",
        "--weight-decay=2",
        "--max-steps=0"
      })
  void valuesOutOfRangeAreWrongUsageAndNameTheOption(String option) {
    assertThatThrownBy(() -> settings(TrainingSettings.DEFAULTS, option))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(option.split("=", 2)[0] + " must be ");
  }

  @Test
  void theHelpNamesTheDefaultsOfAllPresets() {
    // Line breaks fall where the width of the help wants them.
    String help = CliRun.of("train", "--help").out().replaceAll("\\s+", " ");
    var usual = TrainingSettings.DEFAULTS;
    var bundled = Presets.BUNDLED;
    var scratch = Presets.FROM_SCRATCH;
    assertThat(help)
        .contains(
            "(default: %d; bundled model %d, --init %d)"
                .formatted(
                    usual.duration().epochs(),
                    bundled.duration().epochs(),
                    scratch.duration().epochs()))
        .contains(
            "(default: %d; bundled model and --init %d)"
                .formatted(usual.batches().batchSize(), scratch.batches().batchSize()))
        .contains("(default: 5e-5; bundled model 3e-4, --init 5e-4)");
    assertThat(bundled.batches()).isEqualTo(scratch.batches());
    assertThat(bundled.optimizer().learningRate()).isEqualTo(3e-4);
    assertThat(usual.optimizer().learningRate()).isEqualTo(5e-5);
    assertThat(scratch.optimizer().learningRate()).isEqualTo(5e-4);
    assertThat(scratch.optimizer().warmup().share()).isEqualTo(0.1);
  }
}
