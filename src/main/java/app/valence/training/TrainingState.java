package app.valence.training;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a run knows besides parameters and optimizer moments; a checkpoint holds it whole, so
 * that nothing is forgotten on a resume. Data order and dropout follow from the seed and {@link
 * #step}.
 */
@JsonAutoDetect(fieldVisibility = Visibility.ANY, isGetterVisibility = Visibility.NONE)
public final class TrainingState {
  /** Optimizer steps finished. */
  public long step;

  /** Tokens seen, without padding. */
  public long tokens;

  /** Tokens computed on, with padding. */
  public long paddedTokens;

  /** Examples seen. */
  public long samples;

  /** Floating-point operations, as Hugging Face counts them. */
  public double flops;

  /** Sum of the losses of all steps. */
  public double totalLoss;

  /** Seconds since the start of the run, evaluations and checkpoints included, pauses not. */
  public double runtimeSeconds;

  /** What has been measured since the last log row. */
  public Interval interval = new Interval();

  /** The best value of the chosen metric so far; not a number before the first evaluation. */
  public double bestValue = Double.NaN;

  /** The step of the best value. */
  public long bestStep;

  /** Evaluations since the best one. */
  public int evaluationsWithoutGain;

  /** All log rows so far. */
  public List<LogRow> history = new ArrayList<>();

  /** Sums since the last log row. */
  @JsonAutoDetect(fieldVisibility = Visibility.ANY, isGetterVisibility = Visibility.NONE)
  public static final class Interval {
    /** Optimizer steps. */
    public int steps;

    /** Examples. */
    public long samples;

    /** Sum of the steps' losses. */
    public double loss;

    /** Labels that the model gave the highest score. */
    public long correct;

    /** Labels that count. */
    public long counted;

    /** Seconds spent in steps. */
    public double seconds;

    /** The global gradient norm of the last step, before clipping. */
    public double gradientNorm;

    /** The learning rate of the last step. */
    public double learningRate;
  }
}
