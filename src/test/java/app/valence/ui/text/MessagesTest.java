package app.valence.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {
  private static final Path UI = Path.of("resources", "app", "valence", "ui");

  static List<Path> englishBundles() throws IOException {
    try (Stream<Path> files = Files.walk(UI)) {
      return files.filter(file -> file.endsWith("messages.properties")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("englishBundles")
  void everyTextIsThereInGermanWithTheSameArguments(Path english) throws IOException {
    Properties texts = read(english);
    Properties german = read(english.resolveSibling("messages_de.properties"));
    assertThat(german.stringPropertyNames()).isEqualTo(texts.stringPropertyNames());
    for (String key : texts.stringPropertyNames()) {
      assertThat(arguments(german.getProperty(key)))
          .as(key)
          .isEqualTo(arguments(texts.getProperty(key)));
    }
  }

  @Test
  void whoeverAsksForEnglishGetsEnglishOnAGermanSystem() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(
              Messages.of(app.valence.ui.shell.ShellView.class, Locale.ENGLISH).get("screen.data"))
          .isEqualTo("Data");
      assertThat(
              Messages.of(app.valence.ui.shell.ShellView.class, Locale.GERMAN).get("screen.data"))
          .isEqualTo("Daten");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static Properties read(Path file) throws IOException {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }

  /** How many arguments a text takes; none where it holds no brace, so apostrophes are free. */
  private static int arguments(String text) {
    return text.contains("{") ? new MessageFormat(text).getFormatsByArgumentIndex().length : 0;
  }
}
