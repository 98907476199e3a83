package app.valence.cli;

import app.valence.evaluation.MajorityClass;
import app.valence.evaluation.ModelEvaluator.Evaluation;
import app.valence.recipes.Reference;
import app.valence.training.setup.InstructionRun;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What tuning by instruction came to, for people and for programs. */
final class InstructionReport {
  private final InstructionRun.Finished finished;
  private final MajorityClass majority;
  private final CourseText course;

  /**
   * A report.
   *
   * @param reference what to set beside the run
   */
  InstructionReport(InstructionRun.Finished finished, Optional<Reference> reference) {
    this.finished = finished;
    this.course =
        new CourseText(
            finished.result().state().history(),
            finished.plan().data().validation().isPresent(),
            reference);
    this.majority = MajorityClass.of(finished.plan().data().train().labelCounts());
  }

  /** Says how the run ended, how good the kept model is and how to go on. */
  void print(Terminal terminal) {
    var result = finished.result();
    Path folder = finished.plan().folder().path();
    switch (result.reason()) {
      case FINISHED, STOPPED_EARLY -> {
        printValidation(terminal);
        finished.test().ifPresent(test -> printTest(test, terminal));
        course.print(terminal);
        terminal.say("");
        terminal.say("The model and its template are in " + folder + ". Go on with");
        terminal.say("  " + Program.NAME + " evaluate --model " + folder + " --data FILE");
        terminal.say(
            "  " + Program.NAME + " predict --model " + folder + " --input FILE --output FILE");
      }
      case CANCELLED -> {
        course.printVerdict(terminal);
        terminal.say(
            String.format(
                Locale.ROOT,
                "Stopped after step %,d. Run the same command with --resume to go on from there.",
                result.state().step()));
      }
      case DIVERGED -> {
        terminal.note("Error: " + result.message().orElse(""));
        terminal.note("The last good parameters are in " + folder + ".");
      }
    }
  }

  private void printValidation(Terminal terminal) {
    Map<String, Double> measured = finished.result().evaluation();
    Double loss = measured.get("eval_loss");
    Double accuracy = measured.get("eval_mean_token_accuracy");
    if (loss == null || accuracy == null) {
      return;
    }
    long best = finished.result().state().bestStep();
    String kept = best == 0 ? "" : String.format(Locale.ROOT, " (step %,d, the best)", best);
    terminal.say("");
    terminal.say(
        String.format(
            Locale.ROOT, "Validation%s: loss %.4f, token accuracy %.4f.", kept, loss, accuracy));
  }

  private void printTest(Evaluation test, Terminal terminal) {
    terminal.say("");
    terminal.say("Test");
    terminal.say(
        ReportPrinter.text(test.report(), majority, finished.plan().data().train().name()));
  }

  /** Everything as JSON. */
  ObjectNode json() {
    var result = finished.result();
    var plan = finished.plan();
    ObjectNode json = JsonFile.object().put("command", "train").put("task", "instruction");
    json.put("reason", result.reason().name().toLowerCase(Locale.ROOT));
    json.put("message", result.message().orElse(null));
    json.put("output", plan.folder().path().toString());
    json.put("steps", result.state().step());
    json.put("best_step", result.state().bestStep());
    json.put("template", plan.network().form().template().source());
    json.put("chat_template", plan.network().form().chat().isPresent());
    plan.network().form().words().words().forEach(json.putArray("label_words")::add);
    json.set("settings", JsonFile.tree(plan.settings()));
    json.set("train", JsonFile.numbers(result.summary().metrics()));
    json.set("validation", JsonFile.numbers(result.evaluation()));
    course.addTo(json);
    finished
        .test()
        .ifPresent(
            test -> {
              ObjectNode report = test.report().toJson().put("loss", test.loss());
              report.set("majority_class", JsonFile.baseline(test.report(), majority));
              json.set("test", report);
            });
    return json;
  }

  /** The exit code that says how the run went. */
  int exitCode() {
    return switch (finished.result().reason()) {
      case FINISHED, STOPPED_EARLY -> ExitCode.DONE;
      case CANCELLED -> ExitCode.INTERRUPTED;
      case DIVERGED -> ExitCode.DIVERGED;
    };
  }
}
