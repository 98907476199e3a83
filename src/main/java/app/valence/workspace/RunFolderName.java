package app.valence.workspace;

import java.text.Normalizer;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A name for a folder that every file system takes: when, and what in plain letters. */
final class RunFolderName {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss", Locale.ROOT);
  private static final int LONGEST = 40;

  private RunFolderName() {}

  static String of(LocalDateTime when, String name) {
    String slug = slug(name);
    return WHEN.format(when) + (slug.isEmpty() ? "" : "-" + slug);
  }

  private static String slug(String name) {
    String plain =
        Normalizer.normalize(name.replace("ß", "ss"), Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-");
    String cut = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    return cut.replaceAll("^-+|-+$", "");
  }
}
