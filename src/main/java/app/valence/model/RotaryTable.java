package app.valence.model;

import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** The cosines and sines of rotary position embeddings, worked out once a position. */
final class RotaryTable {
  private final float[] frequencies;
  private float[] cosines = new float[0];
  private float[] sines = new float[0];

  RotaryTable(RotarySettings settings, int headSize) {
    this.frequencies = settings.frequencies(headSize);
  }

  /** Cosines and sines of consecutive positions, {@code [count, size / 2]} each. */
  synchronized List<Tensor> of(TensorScope scope, int first, int count) {
    int width = frequencies.length;
    grow((first + count) * width);
    return List.of(
        scope.floats(FloatBuffer.wrap(cosines, first * width, count * width), count, width),
        scope.floats(FloatBuffer.wrap(sines, first * width, count * width), count, width));
  }

  /** Those of any positions, {@code [rows, 1, count / rows, size / 2]} each. */
  synchronized List<Tensor> at(TensorScope scope, int[] positions, int rows) {
    int width = frequencies.length;
    grow((Arrays.stream(positions).max().orElse(0) + 1) * width);
    int count = positions.length / rows;
    return List.of(
        scope.floats(picked(cosines, positions), rows, 1, count, width),
        scope.floats(picked(sines, positions), rows, 1, count, width));
  }

  private float[] picked(float[] table, int[] positions) {
    int width = frequencies.length;
    var picked = new float[positions.length * width];
    for (int i = 0; i < positions.length; i++) {
      System.arraycopy(table, positions[i] * width, picked, i * width, width);
    }
    return picked;
  }

  /** Angles are rounded to 32 bits, as the reference's are: at far positions that shows. */
  private void grow(int size) {
    int known = cosines.length;
    if (known < size) {
      int wanted = Math.max(size, 2 * known);
      cosines = Arrays.copyOf(cosines, wanted);
      sines = Arrays.copyOf(sines, wanted);
      for (int i = known; i < wanted; i++) {
        int position = i / frequencies.length;
        float angle = position * frequencies[i % frequencies.length];
        cosines[i] = (float) Math.cos(angle);
        sines[i] = (float) Math.sin(angle);
      }
    }
  }
}
