package app.valence.ui.testing;

import app.valence.model.ModelFiles;
import app.valence.model.checkpoint.SafetensorsWriter;
import app.valence.model.checkpoint.TensorContent;
import app.valence.model.checkpoint.TensorType;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Folders that look like a Llama's from outside: they hold four numbers. */
final class LanguageModelFolder {
  private LanguageModelFolder() {}

  static Path write(Path folder, String className) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"architectures": ["%s"], "model_type": "llama", "hidden_size": 8,
         "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2,
         "vocab_size": 30, "max_position_embeddings": 64, "rms_norm_eps": 1e-5,
         "tie_word_embeddings": true}
        """
            .formatted(className));
    SafetensorsWriter.write(
        folder.resolve(ModelFiles.WEIGHTS),
        Map.of(),
        List.of(
            TensorContent.floats(
                "score.weight", TensorType.F32, List.of(2L, 2L), () -> FloatBuffer.allocate(4))));
    return folder;
  }
}
