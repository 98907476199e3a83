package app.valence.ui.testing.history;

import java.util.List;

/**
 * Something that was tried, with what came of it.
 *
 * @param <E> its own type
 */
public interface KeptEntry<E> {
  /** Whether both say the same. */
  boolean repeats(E other);

  /** What stands in the columns of a copied table, in the window's language. */
  List<String> cells();
}
