package app.valence.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The examples that must not be torn apart, as lists of their positions: those with the same text,
 * those of the same group, and whatever these two join together.
 */
final class ExampleGroups {
  private final int[] parent;

  private ExampleGroups(int size) {
    parent = new int[size];
    for (int i = 0; i < size; i++) {
      parent[i] = i;
    }
  }

  /**
   * The groups in the order of their first examples; an example without a key has its text only.
   */
  static List<List<Integer>> of(
      List<Example> examples, Function<Example, Optional<String>> groupOf) {
    var groups = new ExampleGroups(examples.size());
    var byText = new HashMap<String, Integer>();
    var byGroup = new HashMap<String, Integer>();
    for (int i = 0; i < examples.size(); i++) {
      groups.join(i, byText.putIfAbsent(TextKey.of(examples.get(i).text()), i));
      Optional<String> key = groupOf.apply(examples.get(i));
      if (key.isPresent()) {
        groups.join(i, byGroup.putIfAbsent(key.get(), i));
      }
    }
    return groups.lists();
  }

  private void join(int i, @Nullable Integer other) {
    if (other != null) {
      int a = root(i);
      int b = root(other);
      parent[Math.max(a, b)] = Math.min(a, b);
    }
  }

  private int root(int i) {
    int root = i;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }

  private List<List<Integer>> lists() {
    Map<Integer, List<Integer>> byRoot = new LinkedHashMap<>();
    for (int i = 0; i < parent.length; i++) {
      byRoot.computeIfAbsent(root(i), r -> new ArrayList<>(1)).add(i);
    }
    return List.copyOf(byRoot.values());
  }
}
