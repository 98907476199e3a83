package app.valence.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Which tokens end the texts of a language model. */
public final class EndTokens {
  /** Models that were taught to answer name the end of an answer only here. */
  private static final String GENERATION_CONFIG = "generation_config.json";

  private EndTokens() {}

  /**
   * Those that the configuration and, where there is one, the {@code generation_config.json} in
   * {@code folder} name; none if neither does.
   */
  public static Set<Integer> of(Path folder, ModelConfig config) throws IOException {
    Set<Integer> tokens = new TreeSet<>(config.endTokens());
    Path file = folder.resolve(GENERATION_CONFIG);
    if (Files.isRegularFile(file)) {
      tokens.addAll(ConfigExtras.of(ConfigFile.parse(file)).tokens("eos_token_id"));
    }
    return tokens;
  }
}
