package app.valence.ui.model;

import app.valence.ui.commands.Command;
import app.valence.ui.commands.CommandEntry;
import app.valence.ui.navigation.ScreenContent;
import app.valence.ui.navigation.ViewLoader;
import app.valence.ui.text.Messages;
import java.util.List;
import javafx.scene.Parent;

/** Puts the Model screen together. */
public final class ModelScreen {
  private ModelScreen() {}

  /** The screen with its inspector and commands. */
  public static ScreenContent create(ModelViewModel viewModel, Messages messages) {
    ModelCommands can = viewModel.can();
    AdaptingCommands adapting = viewModel.adapting().can();
    Parent second = ViewLoader.load(new AdaptingView(viewModel.adapting(), messages), messages);
    return new ScreenContent(
        ViewLoader.load(new ModelView(viewModel, second, messages), messages),
        new ModelInspector(viewModel, messages),
        List.of(
            entry(messages, "command.folder", can.chooseFolder()),
            entry(messages, "command.train", can.train()),
            entry(messages, "command.resume", can.resume()),
            entry(messages, "command.rename", can.rename()),
            entry(messages, "command.delete", can.delete()),
            entry(messages, "command.addFiles", adapting.addFiles()),
            entry(messages, "command.start", adapting.start()),
            entry(messages, "command.pause.title", adapting.pause()),
            entry(messages, "command.stop.title", adapting.stop())));
  }

  private static CommandEntry entry(Messages messages, String title, Command command) {
    return new CommandEntry(messages.get("title"), messages.get(title), "", command);
  }
}
