package app.valence.ui.testing;

import app.valence.ui.commands.Command;
import app.valence.ui.commands.CommandEntry;
import app.valence.ui.navigation.ScreenContent;
import app.valence.ui.navigation.ViewLoader;
import app.valence.ui.text.Messages;
import java.util.List;
import javafx.scene.Parent;

/** Puts the Test screen together. */
public final class TestingScreen {
  private TestingScreen() {}

  /** The screen of {@code model}, in the words of {@code messages}. */
  public static ScreenContent create(TestingViewModel model, Messages messages) {
    var view = new TestingView(model, messages);
    Parent content = ViewLoader.load(view, messages);
    return new ScreenContent(
        content, new TestingInspector(model, messages), entries(model, view, messages));
  }

  private static List<CommandEntry> entries(
      TestingViewModel model, TestingView view, Messages messages) {
    TestingCommands commands = model.commands();
    TestHistory history = model.history();
    return List.of(
        entry(messages, "keep", "Shortcut+Enter", commands.keep()),
        entry(messages, "random", "Shortcut+R", commands.randomSentence()),
        entry(messages, "model.open", "", commands.openFolder()),
        entry(messages, "command.copy", "", view.copyHistory()),
        entry(messages, "command.clear", "", history.clearCommand()),
        entry(messages, "command.undo", "", history.undoClearCommand()));
  }

  private static CommandEntry entry(
      Messages messages, String key, String shortcut, Command command) {
    return new CommandEntry(messages.get("screen"), messages.get(key), shortcut, command);
  }
}
