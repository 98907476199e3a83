package app.valence.ui.controls.chart;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.paint.Color;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ChartExportTest {
  private static final ChartColors COLORS =
      new ChartColors(Color.BLACK, Color.GRAY, Color.LIGHTGRAY, Color.WHITE, Color.YELLOW, 11);

  @Test
  void csvBringsBackEveryPoint(@TempDir Path folder) throws Exception {
    var data = TrainingCurves.loss();
    Curve odd = data.addCurve("a \"b\",\nc", CurveColor.SKY, CurveStyle.LINE);
    odd.append(0.1, 1 / 3.0);
    odd.append(1e17, Double.NaN);
    Path file = folder.resolve("points.csv");
    ChartExport.writeCsv(data, file);
    List<CsvRecord> records;
    try (var reader = CsvReader.builder().ofCsvRecord(file)) {
      records = reader.stream().toList();
    }
    assertThat(records.get(0).getFields()).containsExactly("curve", "x", "y");
    int line = 1;
    for (Curve curve : data.curves()) {
      for (int i = 0; i < curve.size(); i++) {
        CsvRecord record = records.get(line++);
        assertThat(record.getField(0)).isEqualTo(curve.name());
        assertThat(Double.parseDouble(record.getField(1))).isEqualTo(Double.valueOf(curve.x(i)));
        assertThat(Double.parseDouble(record.getField(2))).isEqualTo(Double.valueOf(curve.y(i)));
      }
    }
    assertThat(records).hasSize(line);
  }

  @Test
  void svgIsXmlWithEveryPartOfTheChart() throws Exception {
    ChartData data = TrainingCurves.loss();
    data.titleProperty().set("Loss & <more>");
    data.markers().add(new Marker(600, "\"best\" \u0001 & <so far>"));
    Document document = parse(svg(data));
    assertThat(document.getDocumentElement().getTextContent())
        .contains("Loss & <more>", "\"best\"  & <so far>", "overfits", "evaluation", "step", "0.2");
    assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(17);
    assertThat(document.getElementsByTagName("path").getLength()).isEqualTo(4);
  }

  @Test
  void svgOfAnEmptyChartIsXml() throws Exception {
    assertThat(parse(svg(new ChartData("", "", ""))).getElementsByTagName("path").getLength())
        .isZero();
  }

  @Test
  void svgStaysSmallHoweverManyPoints() {
    var data = new ChartData("Loss", "step", "loss");
    Curve curve = data.addCurve("train", CurveColor.BLUE, CurveStyle.RAW_WITH_EMA);
    for (int i = 0; i < 200_000; i++) {
      curve.append(i, Math.sin(i) + i % 13);
    }
    assertThat(svg(data).length()).isLessThan(100_000);
  }

  private static String svg(ChartData data) {
    return SvgDrawing.of(data, new Zoom(), new PlotArea(0, 0, 800, 400), COLORS);
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}
