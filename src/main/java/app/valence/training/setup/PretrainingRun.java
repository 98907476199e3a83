package app.valence.training.setup;

import app.valence.data.corpus.Corpus;
import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import app.valence.model.Model;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.TensorScope;
import app.valence.training.TrainingControl;
import app.valence.training.loop.FolderRun;
import app.valence.training.pretraining.Pretraining;
import app.valence.training.pretraining.PretrainingSettings;
import app.valence.training.pretraining.TokenFile;
import app.valence.training.pretraining.TokenStart;
import app.valence.training.saving.RunFolder;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** One run of language modelling from its texts to its results. */
public final class PretrainingRun {
  /** One text in so many is held out unless something else is said. */
  public static final int HELD_OUT_ONE_IN = 100;

  /** Fewer held-out tokens would measure nothing. */
  private static final int FEWEST_HELD_OUT = 1_000;

  /**
   * What is learned from.
   *
   * @param validation absent to hold out a share of the training texts. Equal texts are held out
   *     together, so a text that is listed several times is never on both sides.
   * @param heldOutOneIn one text in so many is held out where there is no validation text
   */
  public record Texts(Corpus train, Optional<Corpus> validation, int heldOutOneIn) {
    /** Refuses to hold out everything. */
    public Texts {
      if (heldOutOneIn < 2) {
        throw new IllegalArgumentException("At most every other text can be held out.");
      }
    }

    /** Texts of which the usual share is held out. */
    public Texts(Corpus train, Optional<Corpus> validation) {
      this(train, validation, HELD_OUT_ONE_IN);
    }
  }

  /**
   * What is trained.
   *
   * @param startsFromCounts whether counting is to give it a start, where it has just been drawn
   */
  public record Network(Model model, Tokenizer tokenizer, boolean startsFromCounts) {}

  /**
   * What a run is made of.
   *
   * @param checkpoint what to go on from, if anything
   */
  public record Plan(
      Texts texts,
      Network network,
      PretrainingSettings settings,
      RunFolder folder,
      Optional<Path> checkpoint) {}

  /**
   * How it went.
   *
   * @param trainTokens tokens of the text
   * @param heldOutTokens tokens of the validation text, or 0 if there was too little
   */
  public record Finished(
      Plan plan, FolderRun.Result result, long trainTokens, long heldOutTokens) {}

  private final Plan plan;
  private final TrainingControl control;
  private final JobContext context;

  /**
   * A run of {@code plan}.
   *
   * @param control pauses it, stops it and hears of its steps
   * @param progress is told how far reading and counting are
   */
  public PretrainingRun(Plan plan, TrainingControl control, Consumer<Progress> progress) {
    this.plan = plan;
    this.control = control;
    this.context = new JobContext(control.cancellation(), progress);
  }

  /**
   * Trains on the calling thread; the optimizer's memory belongs to {@code scope}.
   *
   * @throws app.valence.jobs.JobCancelledException if it is stopped before its first step
   */
  public Finished run(TensorScope scope) throws IOException {
    Path folder = plan.folder.path();
    Files.createDirectories(folder);
    try (var train = writer(folder.resolve(".train-tokens"));
        var heldOut = writer(folder.resolve(".validation-tokens"))) {
      read(train, heldOut);
      try (TokenFile trainTokens = train.finish();
          TokenFile heldOutTokens = heldOut.finish()) {
        return train(scope, trainTokens, heldOutTokens);
      }
    }
  }

  @MustBeClosed
  private TokenFile.Writer writer(Path file) throws IOException {
    return new TokenFile.Writer(file, plan.network.tokenizer());
  }

  private void read(TokenFile.Writer train, TokenFile.Writer heldOut) throws IOException {
    boolean split = plan.texts.validation().isEmpty();
    try {
      plan.texts.train().forEach(t -> add(split && isHeldOut(t) ? heldOut : train, t), context);
      if (!split) {
        plan.texts.validation().get().forEach(text -> add(heldOut, text), context);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void add(TokenFile.Writer tokens, String text) {
    try {
      tokens.add(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isHeldOut(String text) {
    var checksum = new CRC32C();
    checksum.update(text.getBytes(StandardCharsets.UTF_8));
    return checksum.getValue() % plan.texts.heldOutOneIn() == 0;
  }

  private Finished train(TensorScope scope, TokenFile train, TokenFile heldOut) throws IOException {
    boolean measures = heldOut.tokens() >= Math.max(FEWEST_HELD_OUT, plan.settings.length());
    if (plan.network.startsFromCounts() && plan.checkpoint.isEmpty()) {
      TokenStart.set(plan.network.model(), plan.network.tokenizer(), train, scope, context);
    }
    Model model = AdapterStart.of(plan.network.model(), plan.settings.training(), scope);
    var largest = Pretraining.largest(model, plan.network.tokenizer(), plan.settings);
    var estimate = MemoryEstimate.of(model, largest, plan.settings.training());
    control.events().accept(estimate.event());
    var inputs =
        new Pretraining.Inputs(
            model,
            plan.network.tokenizer(),
            train,
            measures ? Optional.of(heldOut) : Optional.empty(),
            plan.folder.path());
    var pretraining = new Pretraining(scope, inputs, plan.settings);
    if (plan.checkpoint.isPresent()) {
      pretraining = pretraining.resumeFrom(plan.checkpoint.get());
    }
    return new Finished(
        plan, pretraining.run(control), train.tokens(), measures ? heldOut.tokens() : 0);
  }
}
