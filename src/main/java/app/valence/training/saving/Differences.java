package app.valence.training.saving;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Finds what differs between two JSON objects, so that a person need not compare them. */
final class Differences {
  private final List<String> found = new ArrayList<>();

  private Differences() {}

  /** Each differing field with its path and both values, such as {@code a.b was 1 and is 2}. */
  static List<String> between(JsonNode then, JsonNode now) {
    var differences = new Differences();
    differences.compare("", then, now);
    return differences.found;
  }

  private void compare(String path, JsonNode then, JsonNode now) {
    if (then.isObject() && now.isObject()) {
      var names = new TreeSet<String>();
      then.fieldNames().forEachRemaining(names::add);
      now.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        String inner = path.isEmpty() ? name : path + "." + name;
        compare(inner, then.path(name), now.path(name));
      }
    } else if (!text(then).equals(text(now))) {
      // As text: a number that was read back may be of another type, though of the same value.
      found.add("%s was %s and is %s".formatted(path, text(then), text(now)));
    }
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() ? "absent" : node.isValueNode() ? node.asText() : node.toString();
  }
}
