package app.valence.ui.testing;

import app.valence.ui.commands.CommandEntry;
import app.valence.ui.navigation.ScreenContent;
import app.valence.ui.navigation.ViewLoader;
import app.valence.ui.testing.generation.GenerationCommands;
import app.valence.ui.testing.generation.GenerationEntry;
import app.valence.ui.testing.generation.GenerationInspector;
import app.valence.ui.testing.generation.GenerationView;
import app.valence.ui.testing.generation.GenerationViewModel;
import app.valence.ui.testing.history.History;
import app.valence.ui.text.Messages;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;

/** Puts the Test screen together. */
public final class TestingScreen {
  private TestingScreen() {}

  /** The screen of {@code model}, in the words of {@code messages}. */
  public static ScreenContent create(TestingViewModel model, Messages messages) {
    Messages words = Messages.of(GenerationView.class, messages.locale());
    var generation = new GenerationView(model.generation(), words);
    var view = new TestingView(model, messages, ViewLoader.load(generation, words));
    Parent content = ViewLoader.load(view, messages);
    List<CommandEntry> entries = new ArrayList<>(entries(model, view, messages));
    entries.addAll(entries(model.generation(), generation, messages.get("screen"), words));
    return new ScreenContent(content, inspector(model, messages, words), entries);
  }

  private static Node inspector(TestingViewModel model, Messages messages, Messages words) {
    var classifier = new TestingInspector(model, messages);
    var writer = new GenerationInspector(model.generation(), words);
    model
        .kindProperty()
        .subscribe(
            kind -> {
              writer.setVisible(kind == ModelKind.LANGUAGE_MODEL);
              classifier.setVisible(!writer.isVisible());
            });
    classifier.managedProperty().bind(classifier.visibleProperty());
    writer.managedProperty().bind(writer.visibleProperty());
    return new StackPane(classifier, writer);
  }

  private static List<CommandEntry> entries(
      TestingViewModel model, TestingView view, Messages messages) {
    TestingCommands commands = model.commands();
    History<HistoryEntry> history = model.history();
    String group = messages.get("screen");
    return List.of(
        new CommandEntry(group, messages.get("keep"), "Shortcut+Enter", commands.keep()),
        new CommandEntry(group, messages.get("random"), "Shortcut+R", commands.randomSentence()),
        new CommandEntry(group, messages.get("model.open"), "", commands.openFolder()),
        new CommandEntry(group, messages.get("command.copy"), "", view.copyHistory()),
        new CommandEntry(group, messages.get("command.clear"), "", history.clearCommand()),
        new CommandEntry(group, messages.get("command.undo"), "", history.undoClearCommand()));
  }

  private static List<CommandEntry> entries(
      GenerationViewModel model, GenerationView view, String group, Messages words) {
    GenerationCommands commands = model.commands();
    History<GenerationEntry> history = model.history();
    return List.of(
        new CommandEntry(group, words.get("generate.title"), "Shortcut+Enter", commands.generate()),
        new CommandEntry(group, words.get("stop.title"), "F8", commands.stop()),
        new CommandEntry(group, words.get("text.copy.title"), "", view.copyText()),
        new CommandEntry(group, words.get("history.copy"), "", view.copyHistory()),
        new CommandEntry(group, words.get("history.clear"), "", history.clearCommand()),
        new CommandEntry(group, words.get("history.undo"), "", history.undoClearCommand()));
  }
}
