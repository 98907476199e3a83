package app.valence.ui.controls;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/** Lets files and folders be dropped on a part of the window, and shows that they can be. */
public final class FileDrop {
  private static final String STYLE = "drop-target";

  private final Node target;
  private final Consumer<List<Path>> dropped;

  private FileDrop(Node target, Consumer<List<Path>> dropped) {
    this.target = target;
    this.dropped = dropped;
  }

  /** Hands what is dropped on {@code target} to {@code dropped}. */
  public static void on(Node target, Consumer<List<Path>> dropped) {
    var drop = new FileDrop(target, dropped);
    target.setOnDragOver(drop::over);
    target.setOnDragExited(event -> target.getStyleClass().remove(STYLE));
    target.setOnDragDropped(drop::take);
  }

  private void over(DragEvent event) {
    if (event.getDragboard().hasFiles()) {
      event.acceptTransferModes(TransferMode.COPY);
      if (!target.getStyleClass().contains(STYLE)) {
        target.getStyleClass().add(STYLE);
      }
    }
    event.consume();
  }

  private void take(DragEvent event) {
    dropped.accept(event.getDragboard().getFiles().stream().map(File::toPath).toList());
    event.setDropCompleted(true);
    event.consume();
  }
}
