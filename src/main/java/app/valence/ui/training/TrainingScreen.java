package app.valence.ui.training;

import app.valence.ui.commands.Command;
import app.valence.ui.commands.CommandEntry;
import app.valence.ui.navigation.ScreenContent;
import app.valence.ui.navigation.ViewLoader;
import app.valence.ui.text.Messages;
import java.util.List;

/** Puts the Train screen together. */
public final class TrainingScreen {
  private TrainingScreen() {}

  /** The screen with its inspector and commands. */
  public static ScreenContent create(TrainingViewModel viewModel, Messages messages) {
    TrainingCommands can = viewModel.can();
    return new ScreenContent(
        ViewLoader.load(new TrainingView(viewModel, messages), messages),
        new RunDetails(viewModel, messages),
        List.of(
            entry(messages, "command.start.title", "F5", can.start()),
            entry(messages, "command.start.title", "Shortcut+Enter", can.start()),
            entry(messages, "command.pause.title", "F6", can.pause()),
            entry(messages, "command.step.title", "F7", can.step()),
            entry(messages, "command.stop.title", "F8", can.stop()),
            entry(messages, "command.allCurves", "F9", can.allCurves()),
            entry(messages, "command.folder", "", can.chooseFolder()),
            entry(messages, "command.reset", "", can.reset()),
            entry(messages, "command.undoReset", "", can.undoReset())));
  }

  private static CommandEntry entry(
      Messages messages, String title, String shortcut, Command command) {
    return new CommandEntry(messages.get("title"), messages.get(title), shortcut, command);
  }
}
