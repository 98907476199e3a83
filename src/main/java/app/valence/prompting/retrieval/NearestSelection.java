package app.valence.prompting.retrieval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the nearest of all examples that it is shown. */
final class NearestSelection {
  private static final Comparator<Neighbour> NEAREST_FIRST =
      Comparator.comparingDouble((Neighbour n) -> -n.similarity())
          .thenComparingInt(Neighbour::example);

  private final int count;
  private final PriorityQueue<Neighbour> farthestFirst =
      new PriorityQueue<>(NEAREST_FIRST.reversed());

  NearestSelection(int count) {
    this.count = count;
  }

  void offer(int example, double similarity) {
    if (farthestFirst.size() == count && similarity < farthestFirst.element().similarity()) {
      return;
    }
    farthestFirst.add(new Neighbour(example, similarity));
    if (farthestFirst.size() > count) {
      farthestFirst.remove();
    }
  }

  List<Neighbour> nearestFirst() {
    List<Neighbour> sorted = new ArrayList<>(farthestFirst);
    sorted.sort(NEAREST_FIRST);
    return sorted;
  }
}
