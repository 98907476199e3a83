package app.valence.ui.data;

import app.valence.ui.commands.CommandEntry;
import app.valence.ui.navigation.ScreenContent;
import app.valence.ui.navigation.ViewLoader;
import app.valence.ui.text.Messages;
import java.util.List;
import javafx.scene.Parent;

/** Builds the Data screen for the shell. */
public final class DataScreen {
  private DataScreen() {}

  /** The screen of {@code model} with its inspector and its commands. */
  public static ScreenContent create(DataViewModel model, Messages messages) {
    var view = new DataView(model, messages);
    Parent content = ViewLoader.load(view, messages);
    Parent inspector = ViewLoader.load(new ExampleDetailsView(model), messages);
    String group = messages.get("title");
    return new ScreenContent(
        content,
        inspector,
        List.of(
            new CommandEntry(group, messages.get("open"), "Shortcut+O", model.openCommand()),
            new CommandEntry(group, messages.get("sample"), "", model.sampleCommand()),
            new CommandEntry(group, messages.get("sample.noisy"), "", model.noisySampleCommand()),
            new CommandEntry(
                group,
                messages.get("search"),
                "Shortcut+F",
                model.searchCommand(view::focusSearch)),
            new CommandEntry(group, messages.get("showAll"), "", model.showAllCommand())));
  }
}
