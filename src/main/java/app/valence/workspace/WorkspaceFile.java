package app.valence.workspace;

import app.valence.files.AtomicFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file that says of which format a workspace is. */
record WorkspaceFile(Path folder) {
  static final String NAME = "workspace.json";
  static final int FORMAT = 1;

  /**
   * Checks without writing anything that this version can use the workspace.
   *
   * @return whether the file is there
   */
  boolean check() throws IOException {
    int format;
    try {
      JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(file()));
      format = json.path("format").asInt(-1);
    } catch (NoSuchFileException e) {
      return false;
    } catch (JsonProcessingException e) {
      throw damaged(e);
    }
    if (format < 1) {
      throw damaged(null);
    }
    if (format > FORMAT) {
      throw new NewerWorkspaceException(folder, format);
    }
    return true;
  }

  private UnusableWorkspaceException damaged(@Nullable Throwable cause) {
    return new UnusableWorkspaceException(
        folder,
        file() + " is damaged. Delete it, and it is written anew; runs and samples stay.",
        cause);
  }

  void write() throws IOException {
    AtomicFile.writeText(file(), "{\n  \"format\" : " + FORMAT + "\n}\n");
  }

  private Path file() {
    return folder.resolve(NAME);
  }
}
