package app.valence.ui.controls.chart;

import app.valence.ui.controls.chart.ChartExport.Format;
import java.util.function.Consumer;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.ContextMenuEvent;

/** The context menu of a chart, made when it is asked for so that it says what holds then. */
final class ChartMenu {
  private ChartMenu() {}

  static void install(Chart chart) {
    var menu = new ContextMenu();
    chart.addEventHandler(
        ContextMenuEvent.CONTEXT_MENU_REQUESTED,
        event -> {
          fill(menu, chart);
          menu.show(chart, event.getScreenX(), event.getScreenY());
          event.consume();
        });
  }

  static void fill(ContextMenu menu, Chart chart) {
    ChartTexts texts = chart.textsProperty().get();
    var reset = new MenuItem(texts.resetZoom());
    reset.setDisable(!chart.plot().zoom().isZoomed());
    reset.setOnAction(e -> chart.resetZoom());
    var yScale = chart.getData().yScaleProperty();
    var logarithmic = new CheckMenuItem(texts.logarithmicY());
    logarithmic.setSelected(yScale.get() == AxisScale.LOG);
    logarithmic.setOnAction(
        e -> yScale.set(yScale.get() == AxisScale.LOG ? AxisScale.LINEAR : AxisScale.LOG));
    menu.getItems().setAll(reset, logarithmic);
    Consumer<Format> export = chart.onExportProperty().get();
    if (export != null) {
      menu.getItems()
          .addAll(
              new SeparatorMenuItem(),
              item(texts.exportPng(), Format.PNG, export),
              item(texts.exportSvg(), Format.SVG, export),
              item(texts.exportCsv(), Format.CSV, export));
    }
  }

  private static MenuItem item(String text, Format format, Consumer<Format> export) {
    var item = new MenuItem(text);
    item.setOnAction(e -> export.accept(format));
    return item;
  }
}
