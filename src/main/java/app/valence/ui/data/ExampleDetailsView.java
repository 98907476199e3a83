package app.valence.ui.data;

import app.valence.ui.theme.ClassColors;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Binds the inspector of the Data screen: the selected example whole. */
public final class ExampleDetailsView {
  private final DataViewModel model;

  @FXML private Label nothing;
  @FXML private VBox example;
  @FXML private Region dot;
  @FXML private Label label;
  @FXML private TextArea text;
  @FXML private Label split;
  @FXML private Label line;
  @FXML private Label file;
  @FXML private Label words;
  @FXML private Label characters;
  @FXML private Button copy;

  /** Shows what is selected in {@code model}. */
  public ExampleDetailsView(DataViewModel model) {
    this.model = model;
  }

  @FXML
  void initialize() {
    copy.setOnAction(
        pressed -> {
          var content = new ClipboardContent();
          content.putString(text.getText());
          Clipboard.getSystemClipboard().setContent(content);
        });
    model.detailsProperty().subscribe(this::show);
  }

  private void show(Optional<ExampleDetails> selected) {
    shown(nothing, selected.isEmpty());
    shown(example, selected.isPresent());
    selected.ifPresent(this::show);
  }

  private static void shown(Region region, boolean visible) {
    region.setVisible(visible);
    region.setManaged(visible);
  }

  private void show(ExampleDetails details) {
    text.setText(details.text());
    text.setScrollTop(0);
    label.setText(details.labelName());
    dot.getStyleClass()
        .setAll(
            "class-dot",
            details.label() < 0 ? "no-label-dot" : ClassColors.styleClass(details.label()));
    split.setText(details.split());
    line.setText(details.line());
    file.setText(details.file());
    words.setText(details.words());
    characters.setText(details.characters());
  }
}
