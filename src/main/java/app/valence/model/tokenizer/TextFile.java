package app.valence.model.tokenizer;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads text files in UTF-8 with messages that name the file. */
final class TextFile {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private TextFile() {}

  /** The whole text of {@code file}, without a byte order mark. */
  static String read(Path file) throws TokenizerException {
    try {
      String text = Files.readString(file);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new TokenizerException(
          file + " is not text in UTF-8. It may be damaged or another kind of file: get it again.",
          e);
    } catch (IOException e) {
      throw new TokenizerException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
