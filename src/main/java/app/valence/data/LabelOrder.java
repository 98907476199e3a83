package app.valence.data;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.regex.Pattern;

/** Orders label names: numbers by value before everything else, the rest by their characters. */
final class LabelOrder implements Comparator<String> {
  // Longer digit strings are identifiers rather than classes, and slow to turn into numbers.
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?");

  @Override
  public int compare(String a, String b) {
    boolean aIsNumber = NUMBER.matcher(a).matches();
    boolean bIsNumber = NUMBER.matcher(b).matches();
    if (aIsNumber != bIsNumber) {
      return aIsNumber ? -1 : 1;
    }
    int byValue = aIsNumber ? new BigDecimal(a).compareTo(new BigDecimal(b)) : 0;
    return byValue != 0 ? byValue : a.compareTo(b);
  }
}
