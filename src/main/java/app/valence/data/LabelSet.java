package app.valence.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;

/** The distinct names of the classes in a fixed order; a label is an index into it. */
public final class LabelSet {
  private final List<String> names;
  private final Map<String, Integer> indices = new HashMap<>();

  private LabelSet(List<String> names) {
    this.names = List.copyOf(names);
    for (String name : this.names) {
      if (indices.put(name, indices.size()) != null) {
        throw new IllegalArgumentException("the label \"" + name + "\" is given twice");
      }
    }
  }

  /**
   * The labels in the order given; two of the same name are an {@link IllegalArgumentException}.
   */
  public static LabelSet of(List<String> names) {
    return new LabelSet(names);
  }

  /**
   * The distinct labels in an order that depends on nothing but their names, so that two imports of
   * one file number them alike: numbers first, by value; then all others by their characters,
   * capitals before small letters.
   */
  public static LabelSet sorted(Collection<String> names) {
    var ordered = new TreeSet<>(new LabelOrder());
    ordered.addAll(names);
    return new LabelSet(new ArrayList<>(ordered));
  }

  /** How many labels there are. */
  public int size() {
    return names.size();
  }

  /** The name of the label with this index. */
  public String name(int index) {
    return names.get(index);
  }

  /** The index of the label with this name, which is compared character by character. */
  public OptionalInt index(String name) {
    Integer index = indices.get(name);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** A label's name in one piece on one line: tabs, line ends and their like are escaped. */
  public static String printable(String name) {
    var text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      switch (c) {
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default ->
            text.append(
                Character.isISOControl(c) || c == '\u2028' || c == '\u2029'
                    ? "\\u%04x".formatted((int) c)
                    : String.valueOf(c));
      }
    }
    return text.toString();
  }

  /** All names in order. */
  public List<String> names() {
    return names;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelSet that && names.equals(that.names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  @Override
  public String toString() {
    return names.toString();
  }
}
