package app.valence.training;

import app.valence.model.LoraSettings;
import app.valence.model.LoraSettings.Refinements;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The adapter that is trained in place of a model's body.
 *
 * @param rank of its matrices
 * @param alpha its output is multiplied by {@code alpha / rank}
 * @param dropout the share of its input that is dropped
 * @param targets the linear layers that get one, by the last parts of their names
 * @param rootRank whether to multiply by {@code alpha / √rank} instead
 */
public record AdapterSettings(
    int rank, double alpha, double dropout, List<String> targets, boolean rootRank) {
  /** Every linear layer of the body. */
  public static final List<String> ALL_LINEAR = List.of(LoraSettings.ALL_LINEAR);

  /** Checks the ranges. */
  public AdapterSettings {
    targets = List.copyOf(targets);
    new LoraSettings(rank, alpha, dropout, targets, List.of());
  }

  /**
   * The adapter of one model.
   *
   * @param head modules that are trained as a whole
   * @param base what the file is to call the model that it stands on
   */
  public LoraSettings lora(List<String> head, String base) {
    return new LoraSettings(
        rank, alpha, dropout, targets, head, new Refinements(rootRank, Map.of(), base));
  }

  /** What it is, in a sentence. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "LoRA of rank %d and alpha %s beside %s; the base stays as it is.",
        rank,
        alpha == Math.rint(alpha) ? Long.toString((long) alpha) : Double.toString(alpha),
        targets.equals(ALL_LINEAR) ? "every linear layer" : String.join(", ", targets));
  }
}
