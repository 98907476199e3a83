package app.valence.training.pretraining;

import app.valence.jobs.JobContext;
import app.valence.model.tokenizer.Tokenizer;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Tokens of many texts, one after the other in a file, so that text may be larger than memory: the
 * system keeps as much of it cached as there is room. Texts are separated by a separator token.
 */
public final class TokenFile implements AutoCloseable {
  /** Longer texts are cut into stretches, which the tokenizer must hold in memory. */
  private static final int CHARACTERS = 100_000;

  private static final int TEXTS = 512;
  private static final int CHARACTERS_OF_BATCH = 1 << 20;

  private final FileChannel channel;
  private final long tokens;
  private final String fingerprint;

  private TokenFile(FileChannel channel, long tokens, String fingerprint) {
    this.channel = channel;
    this.tokens = tokens;
    this.fingerprint = fingerprint;
  }

  /** Collects tokens into a file that is deleted when its {@link TokenFile} is closed. */
  public static final class Writer implements AutoCloseable {
    private final Path file;
    private final Tokenizer tokenizer;
    private final int separator;
    private final DataOutputStream out;
    private final CRC32C checksum = new CRC32C();
    private final List<String> texts = new ArrayList<>();
    private int characters;
    private long tokens;
    private boolean finished;

    /**
     * Writes to {@code file}, which it replaces.
     *
     * @throws IllegalArgumentException if the tokenizer has no token that separates texts
     */
    public Writer(Path file, Tokenizer tokenizer) throws IOException {
      this.file = file;
      this.tokenizer = tokenizer;
      this.separator = LanguageModelling.separator(tokenizer);
      this.out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    }

    /** Adds a text. */
    public void add(String text) throws IOException {
      for (int from = 0; from < text.length(); from += CHARACTERS) {
        String stretch = text.substring(from, Math.min(from + CHARACTERS, text.length()));
        texts.add(stretch);
        characters += stretch.length();
        if (texts.size() == TEXTS || characters >= CHARACTERS_OF_BATCH) {
          flush();
        }
      }
    }

    private void flush() throws IOException {
      for (int[] ids : tokenizer.encodeBare(texts)) {
        write(ids);
      }
      texts.clear();
      characters = 0;
    }

    private void write(int[] ids) throws IOException {
      if (ids.length == 0) {
        return;
      }
      var bytes = ByteBuffer.allocate(Integer.BYTES * (ids.length + 1));
      bytes.asIntBuffer().put(ids).put(separator);
      out.write(bytes.array());
      checksum.update(bytes.array());
      tokens += ids.length + 1;
    }

    /** What was collected, for reading. */
    public TokenFile finish() throws IOException {
      flush();
      out.close();
      finished = true;
      var channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
      return new TokenFile(
          channel,
          tokens,
          tokens + " tokens with checksum " + Long.toHexString(checksum.getValue()));
    }

    /** Deletes the file if it was not finished. */
    @Override
    public void close() throws IOException {
      if (!finished) {
        out.close();
        Files.deleteIfExists(file);
      }
    }
  }

  /** Collects the tokens of {@code texts}. */
  public static TokenFile of(
      Iterable<String> texts, Tokenizer tokenizer, Path file, JobContext context)
      throws IOException {
    try (var writer = new Writer(file, tokenizer)) {
      for (String text : texts) {
        context.cancellation().throwIfRequested();
        writer.add(text);
      }
      return writer.finish();
    }
  }

  /** How many tokens there are. */
  public long tokens() {
    return tokens;
  }

  /** Tells whether two files hold the same tokens. */
  public String fingerprint() {
    return fingerprint;
  }

  /** Reads {@code count} tokens from position {@code from} on into {@code target}. */
  public void read(long from, int[] target, int offset, int count) {
    var bytes = ByteBuffer.allocate(Integer.BYTES * count);
    try {
      long position = Integer.BYTES * from;
      while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {}
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes.flip().asIntBuffer().get(target, offset, count);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
