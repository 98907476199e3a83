package app.valence.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserFolderTest {
  private static final String HOME = "/home/ada";

  @Test
  void linuxFollowsTheXdgSpecificationAndIgnoresRelativePaths() {
    assertThat(UserFolder.CACHE.of("Linux", Map.of(), HOME))
        .isEqualTo(Path.of(HOME, ".cache", "valence"));
    assertThat(UserFolder.CACHE.of("Linux", Map.of("XDG_CACHE_HOME", "/fast"), HOME))
        .isEqualTo(Path.of("/fast", "valence"));
    assertThat(UserFolder.CONFIGURATION.of("Linux", Map.of("XDG_CONFIG_HOME", "here"), HOME))
        .isEqualTo(Path.of(HOME, ".config", "valence"));
  }

  @Test
  void macAndWindowsHaveFoldersOfTheirOwn() {
    assertThat(UserFolder.CACHE.of("Mac OS X", Map.of(), HOME))
        .isEqualTo(Path.of(HOME, "Library", "Caches", "Valence"));
    assertThat(UserFolder.CONFIGURATION.of("Windows 11", Map.of("APPDATA", "/roaming"), HOME))
        .isEqualTo(Path.of("/roaming", "Valence", ""));
    assertThat(UserFolder.CACHE.of("Windows 11", Map.of(), HOME))
        .isEqualTo(Path.of(HOME, "AppData", "Local", "Valence", "Cache"));
  }

  @Test
  void everySystemHasItsOwnPlaceForSettings() {
    assertThat(UserFolder.CONFIGURATION.of("Linux", Map.of(), "/home/eve"))
        .isEqualTo(Path.of("/home/eve/.config/valence"));
    assertThat(UserFolder.CONFIGURATION.of("Linux", Map.of("XDG_CONFIG_HOME", "/cfg"), "/home/eve"))
        .isEqualTo(Path.of("/cfg/valence"));
    assertThat(UserFolder.CONFIGURATION.of("Linux", Map.of("XDG_CONFIG_HOME", "rel"), "/home/eve"))
        .isEqualTo(Path.of("/home/eve/.config/valence"));
    assertThat(UserFolder.CONFIGURATION.of("Mac OS X", Map.of(), "/Users/eve"))
        .isEqualTo(Path.of("/Users/eve/Library/Application Support/Valence"));
    assertThat(
            UserFolder.CONFIGURATION.of("Windows 11", Map.of("APPDATA", "/roaming"), "/users/eve"))
        .isEqualTo(Path.of("/roaming/Valence"));
    assertThat(UserFolder.CONFIGURATION.of("Windows 11", Map.of(), "/users/eve"))
        .isEqualTo(Path.of("/users/eve/AppData/Roaming/Valence"));
  }
}
