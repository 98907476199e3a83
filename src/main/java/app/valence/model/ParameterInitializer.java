package app.valence.model;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws parameters as Hugging Face does: weights from a normal distribution, biases 0, norms 1.
 * Each parameter's numbers follow from the seed and its name alone, so a new head is the same
 * whatever body it stands on.
 */
final class ParameterInitializer {
  private final ModelConfig config;
  private final long seed;

  ParameterInitializer(ModelConfig config, long seed) {
    this.config = config;
    this.seed = seed;
  }

  /** Fresh values of one parameter, row by row. */
  FloatBuffer draw(ParameterLayout.Slot slot) {
    int elements = 1;
    for (long dimension : slot.shape()) {
      elements = Math.multiplyExact(elements, Math.toIntExact(dimension));
    }
    var values = new float[elements];
    switch (slot.start()) {
      case ZEROS -> {}
      case ONES -> Arrays.fill(values, 1);
      case NORMAL -> drawNormal(values, slot.name(), config.initializerRange());
      case NORMAL_BY_DEPTH ->
          drawNormal(
              values,
              slot.name(),
              config.initializerRange() / Math.sqrt(2.0 * config.size().layers()));
      case EMBEDDING_WITH_PADDING -> {
        drawNormal(values, slot.name(), config.initializerRange());
        int width = Math.toIntExact(slot.shape()[1]);
        int row = config.paddingId() * width;
        Arrays.fill(values, row, row + width, 0);
      }
    }
    return FloatBuffer.wrap(values);
  }

  private void drawNormal(float[] values, String name, double deviation) {
    var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + name.hashCode());
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
  }
}
