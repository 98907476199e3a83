package app.valence.ui.training;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.evaluation.MetricName;
import app.valence.training.LossSettings.ClassWeighting;
import app.valence.training.TrainingSettings;
import app.valence.ui.controls.NumberInput.Problem;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SettingsFormTest {
  private final SettingsForm form = new SettingsForm(Locale.GERMAN);

  private void type(Setting setting, String text) {
    form.input(setting).textProperty().set(text);
  }

  private String text(Setting setting) {
    return form.input(setting).textProperty().get();
  }

  @Test
  void theFirstSettingsTrainTheSampleInSeconds() {
    TrainingSettings settings = form.settings();
    assertThat(form.startProperty().get()).isEqualTo(StartChoice.BUNDLED);
    assertThat(settings.duration().epochs()).isEqualTo(8);
    assertThat(settings.batches().batchSize()).isEqualTo(32);
    assertThat(settings.optimizer().learningRate()).isEqualTo(3e-4);
    assertThat(settings.evaluation().loggingSteps()).isEqualTo(1);
  }

  @Test
  void whatIsTypedIsWhatIsAskedFor() {
    type(Setting.EPOCHS, "3");
    type(Setting.LEARNING_RATE, "0,0003");
    type(Setting.WARMUP, "7.5");
    type(Setting.PATIENCE, "4");
    form.bestByProperty().set(MetricName.ACCURACY);
    form.classWeightsProperty().set(true);
    TrainingSettings settings = form.settings();
    assertThat(settings.duration().epochs()).isEqualTo(3);
    assertThat(settings.optimizer().learningRate()).isEqualTo(3e-4);
    assertThat(settings.optimizer().warmup().share()).isEqualTo(0.075);
    assertThat(settings.evaluation().patience()).isEqualTo(4);
    assertThat(settings.evaluation().bestBy()).isEqualTo(MetricName.ACCURACY);
    assertThat(settings.loss().classWeighting()).isEqualTo(ClassWeighting.BALANCED);
  }

  @Test
  void everyWrongNumberIsNamedAndForbidsTheStart() {
    type(Setting.EPOCHS, "0");
    type(Setting.BATCH_SIZE, "1,5");
    type(Setting.LEARNING_RATE, "fast");
    type(Setting.SEED, "");
    assertThat(form.validProperty().get()).isFalse();
    assertThat(form.wrong())
        .containsExactly(Setting.EPOCHS, Setting.BATCH_SIZE, Setting.LEARNING_RATE, Setting.SEED);
    assertThat(form.input(Setting.EPOCHS).problemProperty().get()).isEqualTo(Problem.OUTSIDE);
    assertThat(form.input(Setting.BATCH_SIZE).problemProperty().get()).isEqualTo(Problem.NOT_WHOLE);
    assertThat(form.input(Setting.LEARNING_RATE).problemProperty().get())
        .isEqualTo(Problem.NOT_A_NUMBER);
    assertThat(form.input(Setting.SEED).problemProperty().get()).isEqualTo(Problem.EMPTY);
    form.reset();
    assertThat(form.validProperty().get()).isTrue();
  }

  @Test
  void aResetCanBeUndone() {
    type(Setting.EPOCHS, "7");
    form.reset();
    assertThat(text(Setting.EPOCHS)).isEqualTo("8");
    assertThat(form.undoableProperty().get()).isTrue();
    form.undoReset();
    assertThat(text(Setting.EPOCHS)).isEqualTo("7");
    assertThat(form.undoableProperty().get()).isFalse();
  }

  @Test
  void anotherStartBringsItsPresetUnlessSomethingWasChanged() {
    form.startProperty().set(StartChoice.FOLDER);
    assertThat(text(Setting.LEARNING_RATE)).isEqualTo("5e-5");
    assertThat(text(Setting.EPOCHS)).isEqualTo("3");
    type(Setting.EPOCHS, "5");
    form.startProperty().set(StartChoice.TINY);
    assertThat(text(Setting.LEARNING_RATE)).isEqualTo("5e-5");
    assertThat(text(Setting.EPOCHS)).isEqualTo("5");
  }

  @Test
  void dropoutMayStayEmpty() {
    type(Setting.DROPOUT, "");
    assertThat(form.validProperty().get()).isTrue();
    assertThat(form.request(MadeRun.sample()).text().dropout()).isEmpty();
    type(Setting.DROPOUT, "0,3");
    assertThat(form.request(MadeRun.sample()).text().dropout()).contains(0.3);
  }

  @Test
  void theSizesHaveAsManyParametersAsTheyAreSaidTo() {
    // bert-tiny of Turc et al. (2019) has 4.4 million with 30,522 pieces.
    var tiny = app.valence.training.setup.InitialSize.TINY;
    assertThat(tiny.parameters(30_522)).isEqualTo(4_385_920L);
  }
}
