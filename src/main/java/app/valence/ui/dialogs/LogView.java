package app.valence.ui.dialogs;

import app.valence.ui.text.Messages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonType;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Shows the end of the program's log. */
public final class LogView {
  private static final int MOST_CHARACTERS = 200_000;

  private final Path file;
  private final Messages messages;

  /** Shows {@code file}. */
  public LogView(Path file, Messages messages) {
    this.file = file;
    this.messages = messages;
  }

  /** Opens it over {@code owner}. */
  public void show(@Nullable Window owner) {
    var text = new TextArea(end());
    text.setEditable(false);
    text.setPrefSize(760, 420);
    text.positionCaret(text.getLength());
    var copy = new ButtonType(messages.get("copy"));
    var alert = new Alert(Alert.AlertType.NONE, "", copy, ButtonType.CLOSE);
    alert.setTitle(messages.get("log.title"));
    alert.setHeaderText(messages.get("log.header", file));
    alert.getDialogPane().setContent(text);
    alert.setResizable(true);
    if (owner != null && owner.isShowing()) {
      alert.initOwner(owner);
    }
    if (alert.showAndWait().filter(copy::equals).isPresent()) {
      var content = new ClipboardContent();
      content.putString(text.getText());
      Clipboard.getSystemClipboard().setContent(content);
    }
  }

  private String end() {
    try {
      String all = Files.readString(file, StandardCharsets.UTF_8);
      return all.substring(Math.max(0, all.length() - MOST_CHARACTERS));
    } catch (IOException e) {
      return messages.get("log.unreadable", String.valueOf(e.getMessage()));
    }
  }
}
