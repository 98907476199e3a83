package app.valence.prompting;

import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.model.DecoderModels;
import app.valence.model.ModelFiles;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.Device;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A drawn decoder with its tokenizer in a folder, and opinions in files. */
public final class TinyDecoder {
  private TinyDecoder() {}

  /** Saves a decoder of 96 positions into {@code folder}. */
  public static Path save(Path folder, String modelType) throws IOException {
    Files.createDirectories(folder);
    try (Tokenizer tokenizer = TinyPrompts.tokenizer();
        TensorRuntime runtime =
            TensorRuntime.start(new RuntimeOptions(Device.CPU, 1, ThreadWaiting.PASSIVE));
        TensorScope scope = runtime.open()) {
      int vocabulary = tokenizer.vocabularySize();
      ModelFiles.save(DecoderModels.languageModel(modelType, vocabulary, 96, scope, 1), folder);
      tokenizer.save(folder);
    }
    return folder;
  }

  /** Writes opinions as a table with a text and a label in each row. */
  public static Path opinions(Path file, int count, long seed) throws IOException {
    Dataset opinions = TinyPrompts.opinions("opinions", count, seed);
    var table = new StringBuilder("text\tlabel\n");
    for (Example example : opinions.examples()) {
      table.append(example.text()).append('\t');
      table.append(opinions.labels().name(example.label())).append('\n');
    }
    Files.writeString(file, table);
    return file;
  }
}
