package app.valence.settings;

import app.valence.files.AtomicFile;
import app.valence.files.FileFailureText;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** One JSON file of settings with a format number. */
record JsonSettings(Path file) {
  private static final int FORMAT = 1;
  private static final String FORMAT_FIELD = "format";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** How an enum is written. */
  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Reads the file; a damaged one is given another name, so that it is not lost. */
  JsonValues read() {
    List<SettingsNotice> notices = new ArrayList<>();
    ObjectNode json = JSON.createObjectNode();
    try {
      json = parse();
      int format = json.path(FORMAT_FIELD).asInt(FORMAT);
      if (format > FORMAT) {
        notices.add(new SettingsNotice.Newer(file, format));
      }
    } catch (NoSuchFileException e) {
      // The first start: there is nothing to say about it.
    } catch (JsonProcessingException e) {
      notices.add(setAside());
    } catch (IOException e) {
      notices.add(new SettingsNotice.Unreadable(file, reason(e)));
    }
    return new JsonValues(file, json, notices);
  }

  private ObjectNode parse() throws IOException {
    JsonNode json = JSON.readTree(Files.readAllBytes(file));
    if (json instanceof ObjectNode object) {
      return object;
    }
    throw new NoObjectException();
  }

  /** Well-formed JSON that holds no settings. */
  private static final class NoObjectException extends JsonProcessingException {
    NoObjectException() {
      super("The file holds no JSON object.");
    }
  }

  private SettingsNotice setAside() {
    try {
      Path kept = freeName();
      Files.move(file, kept);
      return new SettingsNotice.SetAside(file, kept);
    } catch (IOException e) {
      return new SettingsNotice.Unreadable(file, reason(e));
    }
  }

  private Path freeName() {
    Path free = file.resolveSibling(file.getFileName() + ".damaged");
    for (int number = 2; Files.exists(free); number++) {
      free = file.resolveSibling(file.getFileName() + ".damaged-" + number);
    }
    return free;
  }

  private static String reason(IOException failure) {
    return failure instanceof FileSystemException known
        ? FileFailureText.of(known)
        : String.valueOf(failure.getMessage());
  }

  /**
   * Changes the file, fields that this version does not know excepted.
   *
   * @return false if it is a newer version's and was left alone
   */
  boolean write(Consumer<ObjectNode> change) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    try {
      json = parse();
    } catch (NoSuchFileException e) {
      json.put(FORMAT_FIELD, FORMAT);
    } catch (JsonProcessingException e) {
      setAside();
    }
    if (json.path(FORMAT_FIELD).asInt(FORMAT) > FORMAT) {
      return false;
    }
    json.put(FORMAT_FIELD, FORMAT);
    change.accept(json);
    AtomicFile.writeText(file, JSON.writeValueAsString(json) + "\n");
    return true;
  }
}
