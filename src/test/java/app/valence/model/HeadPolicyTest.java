package app.valence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.data.LabelSet;
import app.valence.model.ModelFiles.HeadPolicy;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a trained head when its classes meet those of data. */
@ExtendWith(TensorScopes.class)
class HeadPolicyTest {
  private static final LabelSet MOODS = LabelSet.of(List.of("angry", "calm", "sad"));
  private static final LabelSet REVERSED = LabelSet.of(List.of("positive", "neutral", "negative"));

  @TempDir Path folder;

  @Test
  void aHeadForTheSameClassesGoesOn(TensorScope scope) throws IOException {
    var trained = trained("roberta", scope);
    var loaded = load(TinyModels.LABELS, HeadPolicy.KEEP, scope);
    assertThat(loaded.report().describe()).isEmpty();
    assertThat(TinyModels.logits(loaded.model(), scope))
        .isEqualTo(TinyModels.logits(trained, scope));
  }

  @Test
  void replacingDrawsTheOutputLayerEvenForTheSameClasses(TensorScope scope) throws IOException {
    var trained = trained("bert", scope);
    var loaded = load(TinyModels.LABELS, HeadPolicy.REPLACE, scope);
    assertThat(loaded.report().drawn()).containsExactly("classifier.weight", "classifier.bias");
    assertThat(TinyModels.values(loaded.model(), "classifier.weight"))
        .isNotEqualTo(TinyModels.values(trained, "classifier.weight"));
    assertThat(TinyModels.values(loaded.model(), "bert.pooler.dense.weight"))
        .isEqualTo(TinyModels.values(trained, "bert.pooler.dense.weight"));
  }

  @Test
  void aHeadForOtherClassesIsNotLostUnawares(TensorScope scope) throws IOException {
    trained("roberta", scope);
    assertThatThrownBy(() -> load(MOODS, HeadPolicy.KEEP, scope))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(
            folder.toString(), "negative, neutral, positive", "angry, calm, sad", "new head");
  }

  @ParameterizedTest
  @CsvSource({
    "bert, bert.pooler.dense.weight, classifier",
    "roberta, classifier.dense.weight, classifier.out_proj",
    "distilbert, pre_classifier.weight, classifier",
    "electra, classifier.dense.weight, classifier.out_proj"
  })
  void replacingDrawsTheOutputLayerAndKeepsWhatIsBelow(
      String modelType, String dense, String output, TensorScope scope) throws IOException {
    var trained = trained(modelType, scope);
    var two = LabelSet.of(List.of("bad", "good"));
    var loaded = load(two, HeadPolicy.REPLACE, scope);
    assertThat(loaded.report().drawn()).containsExactly(output + ".weight", output + ".bias");
    assertThat(loaded.report().describe()).contains("drawn anew").contains(output + ".weight");
    assertThat(TinyModels.values(loaded.model(), dense))
        .isEqualTo(TinyModels.values(trained, dense));
    assertThat(TinyModels.logits(loaded.model(), scope)).hasSize(4);
    assertThat(loaded.model().config().labels()).isEqualTo(two);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "mistral", "qwen2"})
  void theHeadOfADecoderIsOneLayerWithoutBias(String modelType, TensorScope scope)
      throws IOException {
    var trained = trained(modelType, scope);
    var kept = load(TinyModels.LABELS, HeadPolicy.KEEP, scope);
    assertThat(TinyModels.logits(kept.model(), scope)).isEqualTo(TinyModels.logits(trained, scope));
    var replaced = load(LabelSet.of(List.of("bad", "good")), HeadPolicy.REPLACE, scope);
    assertThat(replaced.report().drawn()).containsExactly("score.weight");
    assertThat(TinyModels.logits(replaced.model(), scope)).hasSize(4);
  }

  @Test
  void asManyUnnamedClassesTakeTheNamesOfTheData(TensorScope scope) throws IOException {
    var trained = unnamed(3, scope);
    var loaded = load(MOODS, HeadPolicy.KEEP, scope);
    assertThat(loaded.report().drawn()).isEmpty();
    assertThat(loaded.report().renamed()).containsExactly("angry", "calm", "sad");
    assertThat(loaded.report().describe()).contains("in order: angry, calm, sad");
    assertThat(TinyModels.logits(loaded.model(), scope))
        .isEqualTo(TinyModels.logits(trained, scope));
    ModelFiles.save(loaded.model(), folder);
    assertThat(ModelFiles.config(folder).labels()).isEqualTo(MOODS);
  }

  @Test
  void unnamedClassesAreReplacedWhenThatIsAskedFor(TensorScope scope) throws IOException {
    unnamed(3, scope);
    assertThat(load(MOODS, HeadPolicy.REPLACE, scope).report().drawn()).hasSize(2);
  }

  @Test
  void anotherNumberOfUnnamedClassesIsRefused(TensorScope scope) throws IOException {
    unnamed(2, scope);
    assertThatThrownBy(() -> load(MOODS, HeadPolicy.KEEP, scope))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("LABEL_0, LABEL_1");
  }

  @Test
  void theSameNamesInAnotherOrderKeepTheModelsOrder(TensorScope scope) throws IOException {
    trained("bert", scope);
    assertThat(ModelFiles.labelOrder(folder, REVERSED)).isEqualTo(TinyModels.LABELS);
    assertThat(ModelFiles.labelOrder(folder, MOODS)).isEqualTo(MOODS);
  }

  @Test
  void aHeadIsNeverPermutedSilently(TensorScope scope) throws IOException {
    trained("bert", scope);
    assertThatThrownBy(() -> load(REVERSED, HeadPolicy.KEEP, scope))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("in the model's order, [negative, neutral, positive]");
  }

  @ParameterizedTest
  @CsvSource({"multi_label_classification, any number of labels", "regression, a number"})
  void aHeadForAnotherTaskIsNeitherKeptNorUsed(String task, String words, TensorScope scope)
      throws IOException {
    trained("bert", scope);
    TinyModels.editConfig(folder, json -> json.put("problem_type", task));
    assertThatThrownBy(() -> ModelFiles.classifier(folder, scope))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(folder.toString(), words, "new head");
    assertThatThrownBy(() -> load(TinyModels.LABELS, HeadPolicy.KEEP, scope))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(words);
    var replaced = load(TinyModels.LABELS, HeadPolicy.REPLACE, scope);
    assertThat(replaced.report().drawn()).contains("classifier.weight");
    ModelFiles.save(replaced.model(), folder);
    assertThat(ModelFiles.classifier(folder, scope).config().labels()).isEqualTo(TinyModels.LABELS);
  }

  private SequenceClassifier trained(String modelType, TensorScope scope) throws IOException {
    var model = ModelFiles.newClassifier(TinyModels.config(modelType), scope, 7);
    ModelFiles.save(model, folder);
    return model;
  }

  private SequenceClassifier unnamed(int classes, TensorScope scope) throws IOException {
    var labels = LabelSet.of(List.of("LABEL_0", "LABEL_1", "LABEL_2").subList(0, classes));
    var model = ModelFiles.newClassifier(TinyModels.config("bert").withLabels(labels), scope, 7);
    ModelFiles.save(model, folder);
    return model;
  }

  private ModelFiles.Loaded<SequenceClassifier> load(
      LabelSet labels, HeadPolicy policy, TensorScope scope) throws IOException {
    return ModelFiles.classifierToTrain(folder, labels, policy, scope, 1);
  }
}
