package app.valence.data.reading;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** How the bytes of a file are packed, told by its first bytes. */
enum Packing {
  NONE("", ""),
  GZIP(".gz", "\u001f\u008b"),
  XZ(".xz", "\u00fd7zXZ\0"),
  BZIP2(".bz2", "BZh"),
  ZSTANDARD(".zst", "(\u00b5/\u00fd"),
  SEVEN_ZIP(".7z", "7z\u00bc\u00af'\u001c"),
  LZ4(".lz4", "\u0004\"M\u0018");

  /** As many bytes as {@link #of} looks at. */
  static final int HEAD_BYTES = 10;

  /** What follows {@code BZh} and a digit, and makes sure that it is no text. */
  private static final String BZIP2_BLOCK = "1AY&SY";

  private final String ending;
  private final String mark;

  Packing(String ending, String mark) {
    this.ending = ending;
    this.mark = mark;
  }

  /** The packing of a file that begins with {@code head}. */
  static Packing of(byte[] head) {
    String bytes = new String(head, StandardCharsets.ISO_8859_1);
    for (Packing packing : values()) {
      boolean marked = packing != NONE && bytes.startsWith(packing.mark);
      if (marked && (packing != BZIP2 || bytes.endsWith(BZIP2_BLOCK))) {
        return packing;
      }
    }
    return NONE;
  }

  /** The packing that is read here and that a file of this name should have. */
  static Optional<Packing> ofName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (Packing packing : new Packing[] {GZIP, XZ}) {
      if (lower.endsWith(packing.ending)) {
        return Optional.of(packing);
      }
    }
    return Optional.empty();
  }

  /** The name that the file has when it is unpacked: {@code x.tsv} for {@code x.tsv.gz}. */
  static String withoutEnding(String name) {
    return ofName(name)
        .map(packing -> name.substring(0, name.length() - packing.ending.length()))
        .orElse(name);
  }

  /** The ending of such files' names, with its dot. */
  String ending() {
    return ending;
  }
}
