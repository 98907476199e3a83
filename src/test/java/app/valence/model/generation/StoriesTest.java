package app.valence.model.generation;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.jobs.Cancellation;
import app.valence.model.ModelFiles;
import app.valence.model.SharedCheckpoints;
import app.valence.model.TokenizerFit;
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
import org.junit.jupiter.api.Test;

/** A real Llama of 260,000 weights, trained on children's stories, against its known output. */
class StoriesTest {
  @Test
  void aRealModelContinuesItsPromptWordForWord() throws IOException {
    Path folder = SharedCheckpoints.path("stories260K");
    JsonNode golden = new ObjectMapper().readTree(folder.resolve("golden.json").toFile());
    String story = golden.path("greedy_text_60_tokens_from_bos").asText();
    var options = new RuntimeOptions(Device.CPU, 0, ThreadWaiting.PASSIVE);
    try (TensorRuntime runtime = TensorRuntime.start(options);
        TensorScope scope = runtime.open();
        Tokenizer tokenizer = Tokenizer.load(folder)) {
      var loaded = ModelFiles.causalLanguageModel(folder, scope, 0);
      assertThat(loaded.report().describe()).isEmpty();
      TokenizerFit.require(folder, loaded.model().config(), tokenizer);
      int[] prompt = tokenizer.encode(golden.path("prompt").asText(), 512).ids();
      assertThat(prompt)
          .isEqualTo(new ObjectMapper().convertValue(golden.path("ids"), int[].class));
      var generator = new TextGenerator(loaded.model(), Precision.FP32, scope);
      for (int[] start : new int[][] {{1}, prompt}) {
        var streamed = new StreamedText(tokenizer, start);
        var heard = new StringBuilder(tokenizer.decode(start, true));
        var found =
            generator.continueText(
                start,
                GenerationSettings.greedy(61 - start.length),
                token -> heard.append(streamed.add(token)),
                new Cancellation());
        heard.append(streamed.rest());
        int[] all = new int[start.length + found.tokens().length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(found.tokens(), 0, all, start.length, found.tokens().length);
        assertThat(tokenizer.decode(all, true)).isEqualTo(story);
        assertThat(heard.toString()).as("as it was streamed").isEqualTo(story);
      }
    }
  }
}
