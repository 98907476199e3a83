package app.valence.data.reading;

import app.valence.data.DataFormatException;
import app.valence.data.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes bytes and never replaces what it cannot decode: the first bad byte ends the reading with
 * its line, its position and, for UTF-8, how the line would read in Windows-1252.
 */
final class StrictDecoder extends Reader {
  private static final int BLOCK = 1 << 16;
  // Bytes kept behind the current position, so that a message can show the line before a bad byte.
  private static final int KEPT = 256;
  private static final int SHOWN = 60;
  private static final Charset LEGACY = Charset.forName("windows-1252");

  private final String file;
  private final InputStream in;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK).limit(0);
  private final CharBuffer chars;
  private long blockStart;
  private long line = 1;
  private boolean afterReturn;
  private boolean ended;
  private boolean flushed;

  /** Decodes {@code in}, whose first byte is the byte {@code position} of {@code file}. */
  StrictDecoder(String file, InputStream in, Charset charset, long position) {
    this.file = file;
    this.in = in;
    this.blockStart = position;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    this.chars = CharBuffer.allocate((int) Math.ceil(BLOCK * decoder.maxCharsPerByte())).limit(0);
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    while (!chars.hasRemaining()) {
      if (flushed) {
        return -1;
      }
      decodeBlock();
    }
    int count = Math.min(length, chars.remaining());
    chars.get(target, offset, count);
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void decodeBlock() throws IOException {
    refill();
    chars.clear();
    CoderResult result = decoder.decode(bytes, chars, ended);
    if (ended && !result.isError()) {
      decoder.flush(chars);
      flushed = true;
    }
    chars.flip();
    inspect();
    if (result.isError()) {
      throw badByte();
    }
  }

  private void refill() throws IOException {
    int from = Math.max(0, bytes.position() - KEPT);
    int next = bytes.position() - from;
    bytes.position(from).compact();
    blockStart += from;
    int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
    ended = count < 0;
    bytes.position(bytes.position() + Math.max(0, count)).flip().position(next);
  }

  /** Counts the lines of the decoded block and refuses what no text holds. */
  private void inspect() throws DataFormatException {
    for (int i = 0; i < chars.limit(); i++) {
      char c = chars.get(i);
      if (c == '\n') {
        line += afterReturn ? 0 : 1;
      } else if (c == '\r') {
        line++;
      } else if (c == 0) {
        throw new DataFormatException(
            ("%s is not a text file: line %d holds a NUL character. Choose a CSV, TSV, JSON"
                    + " or text file.")
                .formatted(file, line));
      }
      afterReturn = c == '\r';
    }
  }

  private DataFormatException badByte() {
    int at = bytes.position();
    boolean utf8 = decoder.charset().equals(StandardCharsets.UTF_8);
    String advice =
        utf8
            ? ("In Windows-1252 the line reads: %s. If that is right, choose the encoding"
                    + " windows-1252; else choose the encoding the file was"
                    + " saved in.")
                .formatted(preview(at))
            : "Choose the encoding the file was saved in.";
    return new DataFormatException(
        "%s, line %d: the byte 0x%02X at byte %d of the file is not valid %s. %s"
            .formatted(
                file, line, bytes.get(at), blockStart + at, decoder.charset().name(), advice),
        ImportOption.ENCODING);
  }

  /** The line around a bad byte as Windows-1252, at most some characters on each side. */
  private String preview(int at) {
    int from = at;
    while (from > Math.max(0, at - SHOWN) && !isLineEnd(bytes.get(from - 1))) {
      from--;
    }
    int to = at;
    while (to < Math.min(bytes.limit(), at + SHOWN) && !isLineEnd(bytes.get(to))) {
      to++;
    }
    String before = from > 0 && !isLineEnd(bytes.get(from - 1)) ? "…" : "";
    String after = to < bytes.limit() && !isLineEnd(bytes.get(to)) ? "…" : "";
    return before + new String(bytes.array(), from, to - from, LEGACY) + after;
  }

  private static boolean isLineEnd(byte b) {
    return b == '\n' || b == '\r';
  }
}
