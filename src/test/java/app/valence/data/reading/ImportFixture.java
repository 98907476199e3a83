package app.valence.data.reading;

import app.valence.data.Example;
import app.valence.jobs.JobContext;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes small files into a folder and imports them. */
record ImportFixture(Path folder) {
  static final ImportOptions UNLABELLED = ImportOptions.DEFAULTS.withOptionalLabels();

  ImportedData read(String file, String content, ImportOptions options) throws IOException {
    return read(file, content.getBytes(StandardCharsets.UTF_8), options);
  }

  ImportedData read(String file, String content) throws IOException {
    return read(file, content, ImportOptions.DEFAULTS);
  }

  ImportedData read(String file, String content, Charset charset, ImportOptions options)
      throws IOException {
    return read(file, content.getBytes(charset), options);
  }

  ImportedData read(String file, byte[] content, ImportOptions options) throws IOException {
    Path path = Files.write(folder.resolve(file), content);
    return DatasetReader.read(path, options, JobContext.detached());
  }

  /** Every usable row as {@code line:label:text}. */
  static List<String> rows(ImportedData data) {
    return data.dataset().examples().stream().map(e -> row(data, e)).toList();
  }

  /** Every rejected row as {@code line:reason}. */
  static List<String> rejected(ImportedData data) {
    return data.rejected().stream().map(r -> r.line() + ":" + r.reason()).toList();
  }

  private static String row(ImportedData data, Example example) {
    String label = example.isLabelled() ? data.dataset().labels().name(example.label()) : "-";
    return example.line() + ":" + label + ":" + example.text();
  }
}
