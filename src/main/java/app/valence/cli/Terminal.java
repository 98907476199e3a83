package app.valence.cli;

import app.valence.data.DataFormatException;
import java.io.BufferedInputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The streams a command talks through: results on the standard output, everything about them
 * (warnings, progress) on the standard error. Safe for use by many threads.
 */
final class Terminal {
  private static final String CLEAR_LINE = "\r\u001B[K";

  /** A passing line must not wrap, or it could not be cleared again. */
  private static final int LONGEST_PASSING = 79;

  private final InputStream in;
  private final OutputStream data;
  private final PrintStream out;
  private final PrintStream err;
  private final Charset charset;
  private final boolean interactive;
  private boolean passing;

  /**
   * A terminal over streams.
   *
   * @param interactive whether a person watches, for whom a line can be written over
   */
  Terminal(
      InputStream in, OutputStream out, OutputStream err, Charset charset, boolean interactive) {
    this.in = in;
    this.data = new StandardOutput(out);
    this.out = new PrintStream(out, true, charset);
    this.err = new PrintStream(err, true, charset);
    this.charset = charset;
    this.interactive = interactive;
  }

  /** The streams of this process. */
  @SuppressWarnings("SystemConsoleNull") // Until Java 21, null says that there is no terminal.
  static Terminal ofProcess() {
    Console console = System.console();
    return new Terminal(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        console == null ? StandardCharsets.UTF_8 : console.charset(),
        console != null && isTerminal(console));
  }

  /** From Java 22 on there is always a console, which knows whether it is a terminal. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** Whether a person watches. */
  boolean isInteractive() {
    return interactive;
  }

  /** The standard input. */
  InputStream input() {
    return in;
  }

  /**
   * All of the standard input, without the end of its last line.
   *
   * @throws DataFormatException if it is no text in this terminal's encoding
   */
  String readText() throws IOException {
    try {
      // A file stream asks for its position to read all at once, which a pipe has not.
      var bytes = ByteBuffer.wrap(new BufferedInputStream(in).readAllBytes());
      return charset.newDecoder().decode(bytes).toString().replaceFirst("\\R\\z", "");
    } catch (CharacterCodingException e) {
      throw new DataFormatException(
          "The standard input is no text in " + charset.displayName() + ". Convert it first.", e);
    }
  }

  /** The standard output for bytes, past any encoding of text. */
  OutputStream data() {
    return data;
  }

  /** The standard output for picocli's help. */
  PrintWriter helpWriter() {
    return new PrintWriter(out, true, charset);
  }

  /** The standard error for picocli's suggestions. */
  PrintWriter errorWriter() {
    return new PrintWriter(err, true, charset);
  }

  /** Writes a line of results. */
  synchronized void say(String line) {
    clearPassing();
    out.println(line);
  }

  /** Writes a part of a line of results at once. */
  synchronized void write(String part) throws IOException {
    clearPassing();
    data.write(part.getBytes(charset));
    data.flush();
  }

  /** Writes a line about the work to the standard error. */
  synchronized void note(String line) {
    clearPassing();
    err.println(line);
  }

  /** Writes a warning to the standard error. */
  void warn(String line) {
    note("Warning: " + line);
  }

  /** Shows a line that the next one writes over; only where a person watches. */
  synchronized void pass(String line) {
    String cut = line.length() > LONGEST_PASSING ? line.substring(0, LONGEST_PASSING) : line;
    err.print(CLEAR_LINE + cut);
    err.flush();
    passing = true;
  }

  /** Takes away a passing line. */
  synchronized void clearPassing() {
    if (passing) {
      err.print(CLEAR_LINE);
      err.flush();
      passing = false;
    }
  }
}
