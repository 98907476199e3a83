package app.valence.training.loop;

import app.valence.model.EncodedExamples;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Tells whether a run is resumed with the data it was started with. */
final class DataFingerprint {
  private DataFingerprint() {}

  /** The number of examples and a checksum of their tokens and labels. */
  static String of(EncodedExamples examples) {
    var checksum = new CRC32C();
    for (int i = 0; i < examples.size(); i++) {
      int[] ids = examples.ids().get(i);
      var bytes = ByteBuffer.allocate(4 * ids.length + 8);
      bytes.putInt(ids.length).putInt(examples.labels()[i]);
      bytes.asIntBuffer().put(ids);
      checksum.update(bytes.rewind());
    }
    return examples.size() + " examples, checksum " + Long.toHexString(checksum.getValue());
  }
}
