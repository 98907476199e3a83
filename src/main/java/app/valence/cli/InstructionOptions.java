package app.valence.cli;

import app.valence.training.instruction.LossOn;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How a decoder is tuned by instruction. */
final class InstructionOptions {
  @ArgGroup(validate = false)
  TemplateOptions prompt = new TemplateOptions();

  @Option(
      names = "--loss-on",
      paramLabel = "answer|all",
      description = "Learn the answers alone, or the prompts too (default: answer).")
  Optional<LossOn> lossOn = Optional.empty();

  @Option(
      names = "--packing",
      description =
          "Put several examples into each row of up to --max-length tokens, which saves padding;"
              + " they do not see each other.")
  boolean packing;

  /** Refuses options that nothing would come of. */
  void requireNone() {
    if (isSaid()) {
      throw new UsageException(
          "Templates, label words, --loss-on and --packing are for --task instruction, which was"
              + " not said.");
    }
  }

  /** Whether anything was said. */
  boolean isSaid() {
    return prompt.isSaid() || lossOn.isPresent() || packing;
  }
}
