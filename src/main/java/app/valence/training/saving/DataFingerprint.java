package app.valence.training.saving;

import app.valence.model.EncodedExamples;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Tells whether a run is resumed with the data it was started with: of each part the number of
 * examples and a checksum of their tokens and labels.
 */
public record DataFingerprint(String training, String validation) {
  /** The fingerprint of a run's data. */
  public static DataFingerprint of(EncodedExamples training, Optional<EncodedExamples> validation) {
    return new DataFingerprint(
        part(training), validation.map(DataFingerprint::part).orElse("none"));
  }

  private static String part(EncodedExamples examples) {
    var checksum = new CRC32C();
    for (int i = 0; i < examples.size(); i++) {
      int[] ids = examples.ids().get(i);
      var bytes = ByteBuffer.allocate(4 * ids.length + 8);
      bytes.putInt(ids.length).putInt(examples.labels()[i]);
      bytes.asIntBuffer().put(ids);
      checksum.update(bytes.rewind());
    }
    return examples.size() + " examples with checksum " + Long.toHexString(checksum.getValue());
  }
}
