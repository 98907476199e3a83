package app.valence.ui.dialogs;

import app.valence.ui.text.ErrorText;
import app.valence.ui.text.Messages;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.stage.Window;
import javafx.util.Duration;
import org.controlsfx.control.Notifications;
import org.controlsfx.control.action.Action;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices in the corner of the window. Failures stay, and their details open the log. */
public final class FxNotices implements Notices {
  private static final Logger LOG = LoggerFactory.getLogger(FxNotices.class);
  private static final Duration SHORT = Duration.seconds(6);
  private static final Duration LONG = Duration.seconds(12);

  private final Supplier<Window> owner;
  private final Messages messages;
  private final LogView log;

  /** Notices over a window that is there when they appear. */
  public FxNotices(Supplier<Window> owner, Messages messages, LogView log) {
    this.owner = owner;
    this.messages = messages;
    this.log = log;
  }

  @Override
  public void done(String title, String text) {
    notice(title, text, SHORT).ifPresent(Notifications::showInformation);
  }

  @Override
  public void warn(String title, String text) {
    LOG.info("{}: {}", title, text);
    notice(title, text, LONG).ifPresent(Notifications::showWarning);
  }

  @Override
  public void failed(String title, Throwable cause) {
    LOG.error("{}", title, cause);
    notice(title, ErrorText.of(cause), Duration.INDEFINITE)
        .ifPresent(
            notice ->
                notice
                    .action(new Action(messages.get("details"), event -> log.show(owner.get())))
                    .showError());
  }

  /** Empty while there is no window to show it in: the log has it then. */
  private Optional<Notifications> notice(String title, String text, Duration stays) {
    Window window = owner.get();
    if (window == null || !window.isShowing()) {
      return Optional.empty();
    }
    return Optional.of(
        Notifications.create()
            .owner(window)
            .title(title)
            .text(text)
            .position(Pos.BOTTOM_RIGHT)
            .hideAfter(stays));
  }
}
