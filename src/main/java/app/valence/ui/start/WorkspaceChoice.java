package app.valence.ui.start;

import app.valence.ui.dialogs.FileDialogs;
import app.valence.ui.dialogs.Questions;
import app.valence.ui.text.ErrorText;
import app.valence.ui.text.Messages;
import app.valence.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Opens a workspace, and offers another one where that cannot be. */
final class WorkspaceChoice {
  private final Questions questions;
  private final FileDialogs dialogs;
  private final Messages messages;

  WorkspaceChoice(Questions questions, FileDialogs dialogs, Messages messages) {
    this.questions = questions;
    this.dialogs = dialogs;
    this.messages = messages;
  }

  /** The workspace, or another that a person chose; empty if the person gave up. */
  @SuppressWarnings("MustBeClosedChecker") // Handed on to the window, which closes it.
  Optional<Workspace> open(Path folder) {
    Path wanted = folder;
    while (true) {
      try {
        return Optional.of(Workspace.open(wanted));
      } catch (IOException e) {
        Optional<Path> other = another(ErrorText.of(e));
        if (other.isEmpty()) {
          return Optional.empty();
        }
        wanted = other.get();
      }
    }
  }

  private Optional<Path> another(String problem) {
    var question =
        new Questions.Question(
            messages.get("workspace.title"),
            problem,
            List.of(messages.get("workspace.other"), messages.get("workspace.quit")));
    return questions.ask(question).filter(answer -> answer == 0).isPresent()
        ? dialogs.folder(messages.get("workspace.choose"))
        : Optional.empty();
  }
}
