package app.valence.ui.dialogs;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** The system's own file dialogs; each opens where the last one was left. */
public final class FxFileDialogs implements FileDialogs {
  private final Supplier<Window> owner;
  private @Nullable File lastFolder;

  /** Dialogs over a window that is there when they open. */
  public FxFileDialogs(Supplier<Window> owner) {
    this.owner = owner;
  }

  @Override
  public Optional<Path> open(String title, List<Kind> kinds) {
    FileChooser chooser = chooser(title, kinds);
    return remember(chooser.showOpenDialog(owner.get()));
  }

  @Override
  public List<Path> openSeveral(String title, List<Kind> kinds) {
    List<File> chosen = chooser(title, kinds).showOpenMultipleDialog(owner.get());
    if (chosen == null || chosen.isEmpty()) {
      return List.of();
    }
    lastFolder = chosen.get(0).getParentFile();
    return chosen.stream().map(File::toPath).toList();
  }

  @Override
  public Optional<Path> save(String title, String suggestedName, Kind kind) {
    FileChooser chooser = chooser(title, List.of(kind));
    chooser.setInitialFileName(suggestedName);
    return remember(chooser.showSaveDialog(owner.get()));
  }

  @Override
  public Optional<Path> folder(String title) {
    var chooser = new DirectoryChooser();
    chooser.setTitle(title);
    if (lastFolder != null && lastFolder.isDirectory()) {
      chooser.setInitialDirectory(lastFolder);
    }
    return remember(chooser.showDialog(owner.get()));
  }

  private FileChooser chooser(String title, List<Kind> kinds) {
    var chooser = new FileChooser();
    chooser.setTitle(title);
    for (Kind kind : kinds) {
      List<String> patterns = kind.endings().stream().map(ending -> "*." + ending).toList();
      chooser
          .getExtensionFilters()
          .add(new FileChooser.ExtensionFilter(kind.description(), patterns));
    }
    if (lastFolder != null && lastFolder.isDirectory()) {
      chooser.setInitialDirectory(lastFolder);
    }
    return chooser;
  }

  private Optional<Path> remember(@Nullable File chosen) {
    if (chosen == null) {
      return Optional.empty();
    }
    lastFolder = chosen.isDirectory() ? chosen : chosen.getParentFile();
    return Optional.of(chosen.toPath());
  }
}
