package app.valence.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledSamplesTest {
  @TempDir Path cache;

  @Test
  void theCacheHoldsThemAsThisVersionHasThem() throws IOException {
    Path folder = BundledSamples.in(cache);
    Path study = folder.resolve("recipes/study.json");
    assertThat(study).hasSameBinaryContentAs(Path.of("samples/recipes/study.json"));
    Files.writeString(study, "an older one");
    BundledSamples.in(cache);
    assertThat(study).hasSameBinaryContentAs(Path.of("samples/recipes/study.json"));
  }

  @Test
  void whatAPersonChangedInAWorkspaceStays() throws IOException {
    BundledSamples.copyMissing(cache);
    Path changed = cache.resolve("recipes/study.json");
    Files.writeString(changed, "mine");
    Files.delete(cache.resolve("sentiment/test.tsv"));
    BundledSamples.copyMissing(cache);
    assertThat(changed).hasContent("mine");
    assertThat(cache.resolve("sentiment/test.tsv")).exists();
  }
}
