package app.valence.model.tokenizer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts texts into batches for the native library, which spreads a batch over all cores. The limits
 * bound what a batch holds in native memory.
 */
final class TextBatches {
  private static final int TEXTS = 512;
  private static final int CHARACTERS = 1 << 20;

  private TextBatches() {}

  /** Gives all {@code texts} to {@code action}, in order and made well-formed. */
  static void forEach(Iterable<String> texts, Consumer<List<String>> action) {
    var batch = new ArrayList<String>(TEXTS);
    int characters = 0;
    for (String text : texts) {
      batch.add(UnicodeText.wellFormed(text));
      characters += text.length();
      if (batch.size() == TEXTS || characters >= CHARACTERS) {
        action.accept(batch);
        batch.clear();
        characters = 0;
      }
    }
    if (!batch.isEmpty()) {
      action.accept(batch);
    }
  }
}
