package app.valence.training.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.valence.jobs.Cancellation;
import app.valence.model.CausalLanguageModel;
import app.valence.model.ModelFiles;
import app.valence.model.SharedCheckpoints;
import app.valence.model.generation.GenerationSettings;
import app.valence.model.generation.TextGenerator;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.Device;
import app.valence.tensor.Precision;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Llama of 260,000 weights, trained on children's stories, against its known loss. */
class StoriesLossTest {
  private static final int LENGTH = 256;
  private static final int STORIES = 16;
  private static final int BEGIN = 1;

  @TempDir Path folder;

  /**
   * The stories that it was measured on are not at hand. A model of stories tells such stories, and
   * is as surprised by its own as by those that it learned from, as far as it has learned.
   */
  @Test
  void aRealModelIsAsSureOfStoriesAsItIsKnownToBe() throws IOException {
    Path checkpoint = SharedCheckpoints.path("stories260K");
    JsonNode golden = new ObjectMapper().readTree(checkpoint.resolve("golden.json").toFile());
    var options = new RuntimeOptions(Device.CPU, 0, ThreadWaiting.PASSIVE);
    double loss = 0;
    double entropy = 0;
    try (TensorRuntime runtime = TensorRuntime.start(options);
        TensorScope scope = runtime.open();
        Tokenizer tokenizer = Tokenizer.load(checkpoint)) {
      CausalLanguageModel model = ModelFiles.causalLanguageModel(checkpoint, scope, 0).model();
      var modelling = new NextTokens(tokenizer);
      for (int seed = 0; seed < STORIES; seed++) {
        String story = tell(model, tokenizer, scope, seed);
        Path file = folder.resolve("story" + seed);
        try (TokenFile tokens = TinyTexts.tokens(List.of(story), tokenizer, file)) {
          PackedSequences sequences = modelling.pack(tokens, LENGTH);
          assertThat(sequences.size()).isEqualTo(1);
          var measured =
              new TokenEvaluation(model, sequences, modelling, Precision.FP32, scope)
                  .measure()
                  .metrics();
          loss += measured.get("eval_loss") / STORIES;
          entropy += measured.get("eval_entropy") / STORIES;
        }
      }
    }
    assertThat(loss).isCloseTo(golden.path("published_val_loss").asDouble(), within(0.1));
    assertThat(entropy).isCloseTo(loss, within(0.1));
  }

  private static String tell(
      CausalLanguageModel model, Tokenizer tokenizer, TensorScope scope, int seed) {
    var generator = new TextGenerator(model, Precision.FP32, scope);
    var settings = new GenerationSettings(LENGTH + 40, 1, 0, 1, seed);
    int[] told =
        generator
            .continueText(new int[] {BEGIN}, settings, token -> {}, new Cancellation())
            .tokens();
    return tokenizer.decode(told, false);
  }
}
