package app.valence.data.reading;

import app.valence.data.DataFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The character encoding of a file, found from its first bytes.
 *
 * @param charset the encoding
 * @param markLength how many bytes of byte-order mark come before the text
 */
record TextEncoding(Charset charset, int markLength) {
  /**
   * The encoding that the user chose; else a byte-order mark's; else UTF-16 if the bytes look like
   * it; else UTF-8.
   *
   * @throws DataFormatException if the bytes are not text
   */
  static TextEncoding of(String file, byte[] head, Optional<Charset> chosen)
      throws DataFormatException {
    Optional<TextEncoding> marked = byMark(head);
    if (chosen.isPresent()) {
      return marked.filter(m -> fits(m, chosen.get())).orElse(new TextEncoding(chosen.get(), 0));
    }
    if (marked.isPresent()) {
      return marked.get();
    }
    int firstNul = indexOfNul(head);
    if (firstNul < 0) {
      return new TextEncoding(StandardCharsets.UTF_8, 0);
    }
    return byZeros(head).orElseThrow(() -> notText(file, head, firstNul));
  }

  private static Optional<TextEncoding> byMark(byte[] head) {
    if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
      return Optional.of(new TextEncoding(StandardCharsets.UTF_8, 3));
    }
    if (startsWith(head, 0xFF, 0xFE)) {
      return Optional.of(new TextEncoding(StandardCharsets.UTF_16LE, 2));
    }
    if (startsWith(head, 0xFE, 0xFF)) {
      return Optional.of(new TextEncoding(StandardCharsets.UTF_16BE, 2));
    }
    return Optional.empty();
  }

  /** The chosen "UTF-16" leaves the byte order to the mark; any other choice must be the mark's. */
  private static boolean fits(TextEncoding marked, Charset chosen) {
    boolean utf16Mark = marked.markLength == 2;
    return marked.charset.equals(chosen) || (utf16Mark && chosen.equals(StandardCharsets.UTF_16));
  }

  /**
   * UTF-16 without a mark: line breaks, tabs, spaces and Latin letters have one zero byte, always
   * on the same side, and the whole decodes.
   */
  private static Optional<TextEncoding> byZeros(byte[] head) {
    int[] zeros = new int[2];
    for (int i = 0; i < head.length; i++) {
      zeros[i % 2] += head[i] == 0 ? 1 : 0;
    }
    Charset charset = zeros[0] == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    boolean oneSided = (zeros[0] == 0) != (zeros[1] == 0);
    return oneSided && decodes(head, charset)
        ? Optional.of(new TextEncoding(charset, 0))
        : Optional.empty();
  }

  private static boolean decodes(byte[] head, Charset charset) {
    try {
      // The last character may be cut in two where the file goes on after its head.
      int length = head.length - head.length % 2 - 2;
      charset.newDecoder().decode(ByteBuffer.wrap(head, 0, Math.max(0, length)));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static DataFormatException notText(String file, byte[] head, int firstNul) {
    String advice =
        startsWith(head, 'P', 'K', 3, 4)
            ? "It looks like a spreadsheet or an archive: save the table as CSV first."
            : "Choose a CSV, TSV, JSON or text file.";
    return new DataFormatException(
        "%s is not a text file: it has a NUL byte at byte %d. %s"
            .formatted(file, firstNul, advice));
  }

  private static int indexOfNul(byte[] head) {
    for (int i = 0; i < head.length; i++) {
      if (head[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  private static boolean startsWith(byte[] head, int... mark) {
    byte[] expected = new byte[mark.length];
    for (int i = 0; i < mark.length; i++) {
      expected[i] = (byte) mark[i];
    }
    return head.length >= mark.length
        && Arrays.equals(head, 0, mark.length, expected, 0, mark.length);
  }
}
