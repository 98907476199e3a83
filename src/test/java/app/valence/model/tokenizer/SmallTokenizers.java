package app.valence.model.tokenizer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Small vocabularies that tests write themselves. */
public final class SmallTokenizers {
  static final List<String> BERT_SPECIALS = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
  static final List<String> ROBERTA_SPECIALS = List.of("<s>", "<pad>", "</s>", "<unk>", "<mask>");
  static final List<String> MERGES = List.of("g o", "o d", "go od", "Ġ good", "Ġ f");

  private SmallTokenizers() {}

  /**
   * A lower-casing WordPiece tokenizer: the special tokens are 0 to 4 and {@code pieces} follow.
   */
  @MustBeClosed
  static Tokenizer bert(Path folder, String... pieces) throws IOException {
    writeBert(folder, pieces);
    return Tokenizer.load(folder);
  }

  static void writeBert(Path folder, String... pieces) throws IOException {
    var lines = new ArrayList<>(BERT_SPECIALS);
    lines.addAll(List.of(pieces));
    Files.write(folder.resolve("vocab.txt"), lines);
  }

  /** Byte-level files: {@code specials}, the 256 bytes, then the results of {@link #MERGES}. */
  public static Map<String, Integer> writeByteLevel(Path folder, List<String> specials)
      throws IOException {
    var ids = new LinkedHashMap<String, Integer>();
    specials.forEach(token -> ids.put(token, ids.size()));
    byteLetters().forEach(token -> ids.put(token, ids.size()));
    MERGES.forEach(merge -> ids.put(merge.replace(" ", ""), ids.size()));
    Files.writeString(folder.resolve("vocab.json"), new ObjectMapper().writeValueAsString(ids));
    var lines = new ArrayList<>(List.of("#version: 0.2"));
    lines.addAll(MERGES);
    Files.write(folder.resolve("merges.txt"), lines);
    return ids;
  }

  /** The letters that stand for bytes, as {@code bytes_to_unicode} of GPT-2 assigns them. */
  private static List<String> byteLetters() {
    var letters = new ArrayList<String>();
    int next = 256;
    for (int value : IntStream.range(0, 256).toArray()) {
      boolean printable =
          (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xAC) || value >= 0xAE;
      letters.add(Character.toString(printable ? value : next++));
    }
    return letters;
  }
}
