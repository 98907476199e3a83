package app.valence.ui.workbench;

import app.valence.ui.controls.chart.Chart;
import app.valence.ui.controls.chart.ChartExport;
import app.valence.ui.dialogs.FileDialogs;
import app.valence.ui.text.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Saves charts where a person wants them. */
public final class ChartSaving {
  private final WindowServices services;
  private final Messages messages;

  /** Speaks with the words {@code export.title}, {@code .done} and {@code .failed}. */
  public ChartSaving(WindowServices services, Messages messages) {
    this.services = services;
    this.messages = messages;
  }

  /** Asks for a file and writes the chart into it. */
  public void save(Chart chart, ChartExport.Format format) {
    String ending = format.extension();
    var kind = new FileDialogs.Kind(ending.toUpperCase(Locale.ROOT), List.of(ending));
    String name = chart.getData().titleProperty().get() + "." + ending;
    services
        .files()
        .save(messages.get("export.title"), name, kind)
        .ifPresent(file -> write(chart, format, file));
  }

  private void write(Chart chart, ChartExport.Format format, Path file) {
    try {
      ChartExport.write(chart, format, file);
      services.notices().done(messages.get("export.done"), file.toString());
    } catch (IOException e) {
      services.notices().failed(messages.get("export.failed"), e);
    }
  }
}
