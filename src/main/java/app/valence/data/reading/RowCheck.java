package app.valence.data.reading;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The checks that a row of any format must pass. */
record RowCheck(LabelUse labelUse) {
  /** A cell with more characters than this is no text somebody wrote. */
  static final int LONGEST_CELL = 1_000_000;

  private static final int BYTE_ORDER_MARK = 0xFEFF;
  private static final int ZERO_WIDTH_SPACE = 0x200B;

  Row check(long line, @Nullable String text, @Nullable String label) {
    if (text == null || isBlank(text)) {
      return new RejectedRow(line, RejectedRow.EMPTY_TEXT);
    }
    if (isTooLong(text) || (label != null && isTooLong(label))) {
      return new RejectedRow(
          line, String.format(Locale.ROOT, "a cell is longer than %,d characters", LONGEST_CELL));
    }
    if (label == null || isBlank(label)) {
      return labelUse == LabelUse.REQUIRED
          ? new RejectedRow(line, "the label is empty")
          : new TextRow(line, text, Optional.empty());
    }
    return new TextRow(line, text, Optional.of(label.strip()));
  }

  private static boolean isTooLong(String cell) {
    return cell.length() > LONGEST_CELL;
  }

  private static boolean isBlank(String cell) {
    return cell.codePoints().allMatch(RowCheck::isInvisible);
  }

  private static boolean isInvisible(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || c == BYTE_ORDER_MARK
        || c == ZERO_WIDTH_SPACE;
  }
}
