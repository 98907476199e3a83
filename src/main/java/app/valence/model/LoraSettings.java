package app.valence.model;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How low-rank adapters are made: the settings of PEFT's {@code LoraConfig} that matter here.
 *
 * @param rank of the matrices; more learn more and cost more
 * @param alpha the adapter's output is multiplied by {@code alpha / rank}
 * @param dropout the share of an adapter's input that is dropped in training
 * @param targets the linear layers that get one, by the last parts of their names, or {@link
 *     #ALL_LINEAR} alone
 * @param trainedInFull modules that are trained and saved as a whole, by the last parts of their
 *     names, such as a new head; names that the model does not have are left out
 * @param refinements what few adapters have
 */
public record LoraSettings(
    int rank,
    double alpha,
    double dropout,
    List<String> targets,
    List<String> trainedInFull,
    Refinements refinements) {

  /** Every linear layer of the body. */
  public static final String ALL_LINEAR = "all-linear";

  private static final int HIGHEST_RANK = 4096;

  /**
   * What few adapters have.
   *
   * @param rootRank whether to multiply by {@code alpha / √rank} instead (Kalajdzievski, 2023)
   * @param alphaByLayer other alphas, of layers whose name ends in a match of the key
   * @param base where the base model is, for programs that look it up; empty if nowhere
   */
  public record Refinements(boolean rootRank, Map<String, Double> alphaByLayer, String base) {
    /** None of them. */
    public static final Refinements NONE = new Refinements(false, Map.of(), "");

    /** Copies the map. */
    public Refinements {
      alphaByLayer = Map.copyOf(alphaByLayer);
    }
  }

  /** Checks the ranges. */
  public LoraSettings {
    require(rank >= 1 && rank <= HIGHEST_RANK, "The rank must be 1 to 4096, and is " + rank);
    require(alpha > 0 && alpha <= 1e6, "Alpha must be above 0, and is " + alpha);
    require(dropout >= 0 && dropout < 1, "The dropout must be 0 to below 1, and is " + dropout);
    require(!targets.isEmpty(), "An adapter needs the name of a layer to stand beside");
    targets = List.copyOf(targets);
    trainedInFull = List.copyOf(trainedInFull);
  }

  /** Adapters without refinements. */
  public LoraSettings(
      int rank, double alpha, double dropout, List<String> targets, List<String> trainedInFull) {
    this(rank, alpha, dropout, targets, trainedInFull, Refinements.NONE);
  }

  LoraSettings withTargets(List<String> others) {
    return new LoraSettings(rank, alpha, dropout, others, trainedInFull, refinements);
  }

  LoraSettings withBase(String base) {
    var others = new Refinements(refinements.rootRank(), refinements.alphaByLayer(), base);
    return new LoraSettings(rank, alpha, dropout, targets, trainedInFull, others);
  }

  /** The factor of a layer's adapter of this rank. */
  double scale(String layer, int ofRank) {
    double own =
        refinements.alphaByLayer().entrySet().stream()
            .filter(entry -> Pattern.matches("(.*\\.)?(" + entry.getKey() + ")", layer))
            .mapToDouble(Map.Entry::getValue)
            .findFirst()
            .orElse(alpha);
    return own / (refinements.rootRank() ? Math.sqrt(ofRank) : ofRank);
  }

  /** Whether a parameter belongs to a module that is trained as a whole. */
  boolean trainsInFull(String parameter) {
    return trainedInFull.stream().anyMatch(m -> ("." + parameter).contains("." + m + "."));
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message + ".");
    }
  }
}
