package app.valence.ui.dialogs;

/** Tells a person what happened, without getting in the way. */
public interface Notices {
  /** Says that something is done; goes away by itself. */
  void done(String title, String text);

  /** Says what deserves attention; goes away by itself. */
  void warn(String title, String text);

  /**
   * Says what went wrong and what to do; stays until it is closed, and offers the details.
   *
   * @param cause what is told in the details
   */
  void failed(String title, Throwable cause);
}
