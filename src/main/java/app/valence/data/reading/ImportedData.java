package app.valence.data.reading;

import app.valence.data.Dataset;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/**
 * What an import gave.
 *
 * @param dataset the rows that can be used
 * @param rejected the rows that cannot, in the order of the file
 * @param format the format the file was read in
 * @param encoding the character encoding it was read in
 * @param delimiter what separates its fields, if it has fields
 */
public record ImportedData(
    Dataset dataset,
    List<RejectedRow> rejected,
    FileFormat format,
    Charset encoding,
    Optional<Character> delimiter) {
  /** Keeps its own copy of the rejected rows. */
  public ImportedData {
    rejected = List.copyOf(rejected);
  }
}
