package app.valence.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.settings.UserSettings.Language;
import app.valence.settings.UserSettings.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings are found again, and nothing that a file may hold stops the program from starting. */
class SettingsFileTest {
  @TempDir Path folder;
  private SettingsFile file;
  private Path json;

  @BeforeEach
  void open() {
    file = new SettingsFile(folder.resolve("deep/down"));
    json = file.path();
  }

  private void write(String text) throws IOException {
    Files.createDirectories(json.getParent());
    Files.writeString(json, text);
  }

  @Test
  void withoutAFileTheDefaultsHold() {
    assertThat(file.loadSettings())
        .isEqualTo(new Loaded<>(UserSettings.DEFAULTS, java.util.List.of()));
    assertThat(file.loadWindow().value()).isEqualTo(WindowState.DEFAULTS);
    assertThat(file.loadWindow().value().isPlaced()).isFalse();
    assertThat(json).doesNotExist();
  }

  @Test
  void whatIsSavedIsLoadedAgain() throws IOException {
    var settings =
        new UserSettings(
            Theme.DARK,
            Language.GERMAN,
            3,
            "cuda:1",
            Optional.of(Path.of("/cache")),
            Optional.of(Path.of("/work space")));
    var window = new WindowState(-20, 5.5, 1600, 900, true, "train", false);
    assertThat(file.save(settings)).isTrue();
    assertThat(file.save(window)).isTrue();
    assertThat(file.loadSettings().value()).isEqualTo(settings);
    assertThat(file.loadWindow().value()).isEqualTo(window);
    assertThat(file.loadSettings().notices()).isEmpty();

    file.save(settings.withWorkspace(Optional.empty()));
    assertThat(file.loadSettings().value().workspace()).isEmpty();
  }

  @Test
  void aDamagedFileIsSetAsideAndNeverLost() throws IOException {
    write("{ \"theme\": \"dark\", ");
    Loaded<UserSettings> first = file.loadSettings();
    write("[1, 2]");
    Loaded<UserSettings> second = file.loadSettings();

    assertThat(first.value()).isEqualTo(UserSettings.DEFAULTS);
    assertThat(first.notices()).hasOnlyElementsOfType(SettingsNotice.SetAside.class);
    assertThat(first.notices().get(0).message())
        .contains(json.toString(), "settings.json.damaged", "set again");
    assertThat(second.notices()).hasSize(1);
    assertThat(json).doesNotExist();
    assertThat(json.resolveSibling("settings.json.damaged")).hasContent("{ \"theme\": \"dark\", ");
    assertThat(json.resolveSibling("settings.json.damaged-2")).hasContent("[1, 2]");
    assertThat(file.save(UserSettings.DEFAULTS)).isTrue();
  }

  @Test
  void aNewerFileIsReadAndNeverOverwritten() throws IOException {
    String newer = "{\"format\": 2, \"theme\": \"dark\", \"language\": {\"ui\": \"fr\"}}";
    write(newer);
    Loaded<UserSettings> loaded = file.loadSettings();
    assertThat(loaded.value()).isEqualTo(UserSettings.DEFAULTS.withTheme(Theme.DARK));
    assertThat(loaded.notices()).hasAtLeastOneElementOfType(SettingsNotice.Newer.class);
    assertThat(loaded.notices().get(0).message()).contains("newer version", "not saved");
    assertThat(file.save(UserSettings.DEFAULTS)).isFalse();
    assertThat(json).hasContent(newer);
  }

  @Test
  void unknownFieldsStayInTheFile() throws IOException {
    write("{\"format\": 1, \"font\": \"large\", \"threads\": 2}");
    Loaded<UserSettings> loaded = file.loadSettings();
    assertThat(loaded.notices()).isEmpty();
    file.save(loaded.value().withTheme(Theme.LIGHT));
    assertThat(json).content().contains("\"font\" : \"large\"", "\"theme\" : \"light\"");
    assertThat(file.loadSettings().value().threads()).isEqualTo(2);
  }

  @Test
  void valuesThatMakeNoSenseAreReplacedOneByOne() throws IOException {
    write(
        """
        {"theme": "pink", "language": "german", "threads": -4, "device": "tpu",
         "cache_folder": 7, "workspace": "\\u0000"}
        """);
    Loaded<UserSettings> loaded = file.loadSettings();
    assertThat(loaded.value()).isEqualTo(UserSettings.DEFAULTS.withLanguage(Language.GERMAN));
    assertThat(loaded.notices())
        .extracting(SettingsNotice::message)
        .hasSize(5)
        .anyMatch(words -> words.contains("\"threads\" cannot be -4"))
        .anyMatch(words -> words.contains("\"theme\" cannot be \"pink\""));
  }

  @Test
  void aWindowOfNoSizeIsNotRestored() throws IOException {
    write("{}");
    Files.writeString(
        json.resolveSibling("window.json"), "{\"x\": 1e9, \"width\": 3, \"height\": 700}");
    Loaded<WindowState> loaded = file.loadWindow();
    assertThat(loaded.value().width()).isEqualTo(WindowState.DEFAULTS.width());
    assertThat(loaded.value().height()).isEqualTo(700);
    assertThat(loaded.value().isPlaced()).isFalse();
    assertThat(loaded.notices()).hasSize(2);
  }

  @Test
  void aFileThatCannotBeReadLeavesTheDefaults() throws IOException {
    Files.createDirectories(json);
    Loaded<UserSettings> loaded = file.loadSettings();
    assertThat(loaded.value()).isEqualTo(UserSettings.DEFAULTS);
    assertThat(loaded.notices()).hasOnlyElementsOfType(SettingsNotice.Unreadable.class);
  }

  @Test
  void settingsOutOfRangeCannotBeMade() {
    assertThatThrownBy(() -> UserSettings.DEFAULTS.withThreads(-1))
        .hasMessageContaining("between 0 and");
    assertThatThrownBy(() -> UserSettings.DEFAULTS.withDevice("gpu"))
        .hasMessageContaining("auto, cpu, cuda");
  }
}
