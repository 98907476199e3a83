package app.valence.model;

import app.valence.tensor.DecoderKernels.LowRank;
import java.util.List;
import java.util.Set;

/**
 * Low-rank layers beside a model's frozen linear ones (Hu et al., 2022). Their matrices are among
 * the model's parameters, named after the layer that they stand beside.
 *
 * @param settings how they were made
 * @param trainedInFull the parameters of the base that are trained and saved as they are
 */
public record Adapter(LoraSettings settings, Set<String> trainedInFull) {
  private static final String DOWN = ".lora_A.weight";
  private static final String UP = ".lora_B.weight";

  /** Copies the set. */
  public Adapter {
    trainedInFull = Set.copyOf(trainedInFull);
  }

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

  /** The layer that a matrix stands beside. */
  static String layerOf(String lowRank) {
    return lowRank.substring(0, lowRank.length() - DOWN.length());
  }

  /** The layers that have a low-rank one beside them. */
  List<String> layers(ParameterSet parameters) {
    return parameters.names().stream()
        .filter(name -> name.endsWith(DOWN))
        .map(Adapter::layerOf)
        .toList();
  }

  /** The low-rank layer beside a layer that has one. */
  LowRank lowRank(ParameterSet parameters, String layer) {
    var down = parameters.get(down(layer));
    double scale = settings.scale(layer, Math.toIntExact(down.size(0)));
    return new LowRank(down, parameters.get(up(layer)), scale);
  }

  /** What is trained and saved: all of {@code parameters} that the base does not have as it is. */
  ParameterSet ownOf(ParameterSet parameters) {
    return parameters.only(name -> isLowRank(name) || trainedInFull.contains(name));
  }
}
