package app.valence.model.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** A checkpoint cannot be used; the message names the file, what is wrong and what to do. */
public class CheckpointException extends IOException {
  static final String DAMAGED = "It is damaged or incomplete: download or copy it again.";

  private static final int LONGEST_EXCERPT = 120;

  private final String complaint;

  /**
   * Says what is wrong with {@code file}.
   *
   * @param problem one clause without a full stop
   * @param remedy whole sentences
   */
  public CheckpointException(Path file, String problem, String remedy) {
    super(file + ": " + problem + ". " + remedy);
    this.complaint = file + ": " + problem + ".";
  }

  /** What is wrong with which file, as a sentence without a remedy. */
  public String complaint() {
    return complaint;
  }

  /** What to throw when {@code file} loses bytes that were there when it was opened. */
  static CheckpointException shrunk(Path file) {
    return new CheckpointException(
        file,
        "it became shorter while it was read",
        "Wait until nothing writes to it any more, and load it again.");
  }

  /** Quotes words of a file for a message: without control characters, and not too long. */
  static String quote(String words) {
    String cut = words.length() > LONGEST_EXCERPT ? words.substring(0, LONGEST_EXCERPT) : words;
    String mark = cut.length() < words.length() ? "…" : "";
    return '"' + cut.replaceAll("\\p{Cntrl}", "?") + mark + '"';
  }
}
