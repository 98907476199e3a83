package app.valence.ui.data;

import app.valence.ui.theme.ClassColors;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import javafx.geometry.Pos;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** One field of an example on one line; a text that does not fit is whole in its tooltip. */
final class ExampleCell extends TableCell<Integer, Integer> {
  /** More than this never fits a line, and costs time to lay out. */
  private static final int LINE_CHARS = 500;

  private static final int TOOLTIP_CHARS = 2_000;
  private static final double TOOLTIP_WIDTH = 480;

  private final IntFunction<ExampleLine> lines;
  private final Function<ExampleLine, String> field;
  private @Nullable Region dot;
  private @Nullable Tooltip whole;

  private ExampleCell(IntFunction<ExampleLine> lines, Function<ExampleLine, String> field) {
    this.lines = lines;
    this.field = field;
  }

  static ExampleCell number(IntFunction<ExampleLine> lines, Function<ExampleLine, String> field) {
    var cell = new ExampleCell(lines, field);
    cell.setAlignment(Pos.CENTER_RIGHT);
    cell.getStyleClass().add("muted");
    return cell;
  }

  static ExampleCell word(IntFunction<ExampleLine> lines, Function<ExampleLine, String> field) {
    return new ExampleCell(lines, field);
  }

  static ExampleCell label(IntFunction<ExampleLine> lines) {
    var cell = new ExampleCell(lines, ExampleLine::labelName);
    cell.dot = new Region();
    cell.setGraphicTextGap(8);
    return cell;
  }

  static ExampleCell text(IntFunction<ExampleLine> lines) {
    var cell = new ExampleCell(lines, ExampleLine::text);
    var tooltip = new Tooltip();
    tooltip.setWrapText(true);
    tooltip.setMaxWidth(TOOLTIP_WIDTH);
    tooltip.setShowDuration(Duration.INDEFINITE);
    cell.whole = tooltip;
    return cell;
  }

  @Override
  protected void updateItem(Integer row, boolean empty) {
    super.updateItem(row, empty);
    if (empty || row == null) {
      setText(null);
      setGraphic(null);
      setTooltip(null);
      return;
    }
    ExampleLine line = lines.apply(row);
    String value = field.apply(line);
    setText(cut(value, LINE_CHARS).replaceAll("\\s+", " ").strip());
    showDot(line.label());
    if (whole != null) {
      whole.setText(cut(value, TOOLTIP_CHARS));
      setTooltip(whole);
    }
  }

  private void showDot(int label) {
    if (dot == null) {
      return;
    }
    dot.getStyleClass()
        .setAll(
            label < 0
                ? List.of("class-dot", "no-label-dot")
                : List.of("class-dot", ClassColors.styleClass(label)));
    setGraphic(dot);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
