package app.valence.cli;

import app.valence.evaluation.MajorityClass;
import app.valence.evaluation.ModelEvaluator.Evaluation;
import app.valence.recipes.Reference;
import app.valence.tensor.ProcessMemory;
import app.valence.training.EndReason;
import app.valence.training.TrainingState;
import app.valence.training.setup.TrainingRun;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What a run came to, for people and for programs. */
final class TrainReport {
  private final TrainingRun.Finished finished;
  private final CourseText course;
  private final MajorityClass majority;

  /**
   * A report.
   *
   * @param reference what to set beside the run
   */
  TrainReport(TrainingRun.Finished finished, Optional<Reference> reference) {
    this.finished = finished;
    this.course =
        new CourseText(
            finished.result().state().history(),
            finished.plan().data().validation().isPresent(),
            reference);
    this.majority = MajorityClass.of(finished.plan().data().train().labelCounts());
  }

  /** Says how good the kept model is, where it is and how to go on. */
  void print(Terminal terminal) {
    finished.result().evaluation().ifPresent(e -> print("Validation", e, terminal));
    finished.test().ifPresent(e -> print("Test", e, terminal));
    course.print(terminal);
    ProcessMemory.peakBytes()
        .ifPresent(
            bytes ->
                terminal.say(String.format(Locale.ROOT, "Peak memory: %.2f GB.", bytes / 1e9)));
    Path folder = finished.plan().folder().path();
    terminal.say("");
    terminal.say("The model" + kept() + " is in " + folder + ". Go on with");
    terminal.say("  " + Program.NAME + " evaluate --model " + folder + " --data FILE");
    terminal.say(
        "  " + Program.NAME + " predict --model " + folder + " --input FILE --output FILE");
  }

  private void print(String split, Evaluation evaluation, Terminal terminal) {
    terminal.say("");
    terminal.say(split + kept());
    terminal.say(
        ReportPrinter.text(evaluation.report(), majority, finished.plan().data().train().name()));
  }

  private String kept() {
    TrainingState state = finished.result().state();
    return state.bestStep() == 0
        ? ""
        : String.format(Locale.ROOT, " (step %,d, the best)", state.bestStep());
  }

  /** Says that the run was stopped, and how to go on. */
  void printStopped(Terminal terminal) {
    course.printVerdict(terminal);
    terminal.say(
        String.format(
            Locale.ROOT,
            "Stopped after step %,d. Run the same command with --resume to go on from there.",
            finished.result().state().step()));
  }

  /** Says why the run diverged, and what is left of it. */
  void printDiverged(Terminal terminal) {
    terminal.note("Error: " + finished.result().message().orElse(""));
    terminal.note("The last good parameters are in " + finished.plan().folder().path() + ".");
  }

  /** Everything as JSON. */
  ObjectNode json() {
    var result = finished.result();
    var plan = finished.plan();
    ObjectNode json = JsonFile.object().put("command", "train");
    json.put("reason", result.reason().name().toLowerCase(Locale.ROOT));
    json.put("message", result.message().orElse(null));
    json.put("output", plan.folder().path().toString());
    json.put("steps", result.state().step());
    json.put("best_step", result.state().bestStep());
    ProcessMemory.peakBytes().ifPresent(bytes -> json.put("peak_memory_bytes", bytes));
    json.put("max_length", plan.network().length());
    json.set("settings", JsonFile.tree(plan.settings()));
    json.set("data", data());
    json.set("train", JsonFile.numbers(result.summary().metrics()));
    course.addTo(json);
    put(json, "validation", result.evaluation());
    put(json, "test", finished.test());
    return json;
  }

  private void put(ObjectNode json, String split, Optional<Evaluation> evaluation) {
    if (evaluation.isPresent()) {
      ObjectNode report = evaluation.get().report().toJson();
      report.put("loss", evaluation.get().loss());
      report.set("majority_class", JsonFile.baseline(evaluation.get().report(), majority));
      json.set(split, report);
    }
  }

  private ObjectNode data() {
    var data = finished.plan().data();
    ObjectNode json = JsonFile.object();
    data.train().labels().names().forEach(json.putArray("labels")::add);
    json.put("train", data.train().size());
    data.validation().ifPresent(split -> json.put("validation", split.size()));
    data.test().ifPresent(split -> json.put("test", split.size()));
    json.put("validation_is_split_off", data.validationIsSplitOff());
    ObjectNode rejected = json.putObject("rejected_rows");
    data.rejected().forEach((file, rows) -> rejected.put(file, rows.size()));
    return json;
  }

  /** The exit code that says how the run went. */
  int exitCode() {
    EndReason reason = finished.result().reason();
    return switch (reason) {
      case FINISHED, STOPPED_EARLY -> ExitCode.DONE;
      case CANCELLED -> ExitCode.INTERRUPTED;
      case DIVERGED -> ExitCode.DIVERGED;
    };
  }
}
