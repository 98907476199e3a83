package app.valence.ui.controls.chart;

import app.valence.ui.controls.chart.ChartExport.Format;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/**
 * Shows {@link ChartData}: title, legend and a plot that is drawn at most once per pulse, and only
 * while it can be seen. Hovering reads values; dragging, the wheel and the keys + - 0 ← → Home zoom
 * and move; a double click shows everything again.
 */
public final class Chart extends Region {
  private static final double GAP = 6;
  private static final double LEGEND_DISTANCE = 16;

  /** Of its first item, whose swatch is to stand below the title. */
  private static final double LEGEND_PADDING = 6;

  private static final StyleablePropertyFactory<Chart> FACTORY =
      new StyleablePropertyFactory<>(Region.getClassCssMetaData());

  private final StyleableProperty<Color> textColor =
      color("textColor", "-chart-text", c -> c.textColor, Color.BLACK);
  private final StyleableProperty<Color> mutedColor =
      color("mutedColor", "-chart-muted", c -> c.mutedColor, Color.gray(0.35));
  private final StyleableProperty<Color> gridColor =
      color("gridColor", "-chart-grid", c -> c.gridColor, Color.gray(0.88));
  private final StyleableProperty<Color> backgroundColor =
      color("backgroundColor", "-chart-background", c -> c.backgroundColor, Color.WHITE);
  private final StyleableProperty<Color> spanColor =
      color("spanColor", "-chart-span", c -> c.spanColor, Color.web("#fff3c4"));

  private final ObjectProperty<ChartData> data =
      new SimpleObjectProperty<>(this, "data", new ChartData("", "", ""));
  private final StringProperty emptyText = new SimpleStringProperty(this, "emptyText", "");
  private final ObjectProperty<ChartTexts> texts =
      new SimpleObjectProperty<>(this, "texts", ChartTexts.ENGLISH);
  private final ObjectProperty<@Nullable Consumer<Format>> onExport =
      new SimpleObjectProperty<>(this, "onExport");

  private final BooleanProperty compact = new SimpleBooleanProperty(this, "compact");

  private final Label title = new Label();
  private final ChartLegend legend = new ChartLegend(this);
  private final PlotPane plot = new PlotPane(this);
  // Held here and weakly by the data, which may outlive every chart that showed it.
  private final ChangeListener<Number> onRevision = (o, was, is) -> plot.requestLayout();
  private final WeakChangeListener<Number> weakOnRevision = new WeakChangeListener<>(onRevision);

  public Chart() {
    getStyleClass().add("valence-chart");
    getStylesheets()
        .add(Objects.requireNonNull(Chart.class.getResource("chart.css")).toExternalForm());
    setAccessibleRole(AccessibleRole.PARENT);
    title.getStyleClass().add("chart-title");
    title.setMinWidth(0);
    title.visibleProperty().bind(title.textProperty().isNotEmpty().and(compact.not()));
    legend.visibleProperty().bind(compact.not());
    compact.subscribe(this::requestLayout);
    getChildren().addAll(title, legend, plot);
    data.subscribe((was, is) -> show(was, is));
    show(null, data.get());
    emptyText.subscribe(() -> plot.requestLayout());
    ChartMenu.install(this);
    setMinSize(160, 110);
    setPrefSize(480, 280);
  }

  private StyleableProperty<Color> color(
      String name, String css, Function<Chart, StyleableProperty<Color>> of, Color initial) {
    StyleableProperty<Color> color =
        FACTORY.createStyleableColorProperty(this, name, css, of, initial);
    ((ObjectProperty<Color>) color).addListener((o, was, is) -> restyle());
    return color;
  }

  private void restyle() {
    plot.requestLayout();
    legend.redraw();
  }

  private void show(@Nullable ChartData was, ChartData is) {
    if (was != null) {
      was.revisionProperty().removeListener(weakOnRevision);
    }
    is.revisionProperty().addListener(weakOnRevision);
    title.textProperty().bind(is.titleProperty());
    legend.show(is.curves());
    plot.resetZoom();
  }

  @Override
  protected void layoutChildren() {
    double left = snappedLeftInset();
    double top = snappedTopInset();
    double width = Math.max(0, getWidth() - left - snappedRightInset());
    double titleWidth = title.isVisible() ? Math.min(width, title.prefWidth(-1)) : 0;
    double titleHeight = title.isVisible() ? title.prefHeight(-1) : 0;
    title.resizeRelocate(left, top, snapSizeX(titleWidth), snapSizeY(titleHeight));
    double headHeight = compact.get() ? 0 : layoutHead(left, top, width, titleWidth, titleHeight);
    double plotTop = snapPositionY(top + headHeight + (headHeight > 0 ? GAP : 0));
    double plotHeight = Math.max(0, getHeight() - plotTop - snappedBottomInset());
    plot.resizeRelocate(left, plotTop, Math.floor(width), Math.floor(plotHeight));
  }

  /** Places the legend beside the title or below it, and says how high both are together. */
  private double layoutHead(
      double left, double top, double width, double titleWidth, double titleHeight) {
    double wide = legend.rowWidth();
    double headHeight = titleHeight;
    if (titleWidth + LEGEND_DISTANCE + wide <= width) {
      double height = legend.prefHeight(wide);
      headHeight = Math.max(titleHeight, legend.isEmpty() ? 0 : height);
      legend.resizeRelocate(left + width - wide, top + (headHeight - height) / 2, wide, height);
      title.relocate(left, top + (headHeight - titleHeight) / 2);
    } else {
      double height = legend.prefHeight(width);
      legend.resizeRelocate(left - LEGEND_PADDING, top + titleHeight + 2, width, height);
      headHeight = titleHeight + 2 + height;
    }
    return headHeight;
  }

  ChartColors colors() {
    return new ChartColors(
        textColor.getValue(),
        mutedColor.getValue(),
        gridColor.getValue(),
        backgroundColor.getValue(),
        spanColor.getValue(),
        Math.max(9, Math.rint(title.getFont().getSize() * 0.82)));
  }

  PlotPane plot() {
    return plot;
  }

  Label title() {
    return title;
  }

  /** Shows all of x again and follows new points. */
  public void resetZoom() {
    plot.resetZoom();
  }

  public ObjectProperty<ChartData> dataProperty() {
    return data;
  }

  public ChartData getData() {
    return data.get();
  }

  public void setData(ChartData value) {
    data.set(value);
  }

  /**
   * Whether it is one of many small ones, whose surroundings say its title and curves, and which
   * the focus passes by.
   */
  public BooleanProperty compactProperty() {
    return compact;
  }

  public void setCompact(boolean value) {
    compact.set(value);
  }

  public boolean isCompact() {
    return compact.get();
  }

  /** What stands in the plot while no curve has a point: what it is for and what to do next. */
  public StringProperty emptyTextProperty() {
    return emptyText;
  }

  public void setEmptyText(String text) {
    emptyText.set(text);
  }

  public ObjectProperty<ChartTexts> textsProperty() {
    return texts;
  }

  public void setTexts(ChartTexts value) {
    texts.set(value);
  }

  public ObjectProperty<@Nullable Consumer<Format>> onExportProperty() {
    return onExport;
  }

  /** Asks for a file and calls {@link ChartExport}; without it the menu offers no export. */
  public void setOnExport(@Nullable Consumer<Format> value) {
    onExport.set(value);
  }

  @Override
  public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
    return FACTORY.getCssMetaData();
  }
}
