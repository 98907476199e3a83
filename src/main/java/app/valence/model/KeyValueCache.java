package app.valence.model;

import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys and values of the tokens that a decoder has read, so that each further token is computed
 * by itself. Its memory belongs to the scope that it is made for.
 */
public final class KeyValueCache {
  private final TensorScope scope;
  private final List<List<Tensor>> layers = new ArrayList<>();
  private int length;
  private boolean finished;

  /** An empty cache. */
  public KeyValueCache(TensorScope scope) {
    this.scope = scope;
  }

  /** The number of tokens that were read. */
  public int length() {
    return length;
  }

  /**
   * The same cache, which takes up no more tokens: any number of texts may now follow on it, each
   * by itself.
   */
  public KeyValueCache finish() {
    finished = true;
    return this;
  }

  boolean isFinished() {
    return finished;
  }

  /** Keys and values of a layer, or nothing where nothing was read yet. */
  List<Tensor> layer(int number) {
    return number < layers.size() ? layers.get(number) : List.of();
  }

  /** Puts a layer's keys and values in place of those before. */
  void keep(int number, List<Tensor> past) {
    past.forEach(tensor -> tensor.moveTo(scope));
    if (number < layers.size()) {
      layers.set(number, past).forEach(Tensor::close);
    } else {
      layers.add(past);
    }
  }

  void advance(int tokens) {
    length += tokens;
  }
}
