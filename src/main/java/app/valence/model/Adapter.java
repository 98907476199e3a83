package app.valence.model;

import app.valence.tensor.DecoderKernels.LowRank;

/**
 * Low-rank layers beside a model's frozen linear ones (Hu et al., 2022). Their matrices are among
 * the model's parameters, named after the layer that they stand beside.
 *
 * @param settings how they were made
 * @param replaced the base's own parameters of the parts that are trained in full, as they were
 */
public record Adapter(LoraSettings settings, ParameterSet replaced) {
  private static final String DOWN = ".lora_A.weight";
  private static final String UP = ".lora_B.weight";

  /** The name of the matrix {@code [rank, in]} beside a layer. */
  static String down(String layer) {
    return layer + DOWN;
  }

  /** The name of the matrix {@code [out, rank]} beside a layer. */
  static String up(String layer) {
    return layer + UP;
  }

  /** Whether a parameter is part of a low-rank layer. */
  static boolean isLowRank(String parameter) {
    return parameter.endsWith(DOWN) || parameter.endsWith(UP);
  }

  /** The low-rank layer beside a layer that has one. */
  LowRank lowRank(ParameterSet parameters, String layer) {
    var down = parameters.get(down(layer));
    double scale = settings.scale(layer, Math.toIntExact(down.size(0)));
    return new LowRank(down, parameters.get(up(layer)), scale);
  }
}
