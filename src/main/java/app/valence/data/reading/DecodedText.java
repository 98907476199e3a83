package app.valence.data.reading;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * A source of text whose encoding is known: its beginning, to find out the format, and a reader
 * over all of it.
 *
 * @param file what messages call the source
 * @param encoding the character encoding
 * @param head the first characters, where bad bytes are replaced
 * @param complete whether the head is the whole text
 * @param reader the strictly decoded text from its beginning
 */
record DecodedText(String file, Charset encoding, String head, boolean complete, Reader reader) {
  private static final int HEAD_BYTES = 1 << 18;

  /** Finds out the encoding of {@code in} and decodes it. */
  static DecodedText open(String file, InputStream in, Optional<Charset> chosen)
      throws IOException {
    byte[] head = in.readNBytes(HEAD_BYTES);
    TextEncoding encoding = TextEncoding.of(file, head, chosen);
    int mark = encoding.markLength();
    var rest = new ByteArrayInputStream(head, mark, head.length - mark);
    return new DecodedText(
        file,
        encoding.charset(),
        new String(head, mark, head.length - mark, encoding.charset()),
        head.length < HEAD_BYTES,
        new StrictDecoder(file, new SequenceInputStream(rest, in), encoding.charset(), mark));
  }
}
