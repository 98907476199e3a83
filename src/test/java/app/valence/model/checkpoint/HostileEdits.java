package app.valence.model.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages sound files, at random but the same way for the same seed. */
final class HostileEdits {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+");
  private static final Pattern ENTRY = Pattern.compile("\"[^\"{}]*\":\\{[^{}]*\\}");
  private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
  private static final long[] LENGTHS = {
    -1, 0, 1, 7, Long.MIN_VALUE, Long.MAX_VALUE, 100_000_000, 100_000_001, 1L << 31, 1L << 32
  };
  private static final List<String> NUMBERS =
      List.of(
          "-1",
          "-0",
          "0",
          "1",
          "1.0",
          "1e3",
          "1e999",
          "4294967296",
          "2305843009213693952",
          "9223372036854775807",
          "9223372036854775808",
          "18446744073709551615",
          "9".repeat(2000),
          "null",
          "\"4\"",
          "[4]",
          "NaN");
  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          " ",
          "\0",
          "null",
          "true",
          "\"\\ud800\"",
          "\"__metadata__\":{},",
          "\"x\":{},",
          "[".repeat(3000),
          "{\"a\":".repeat(3000),
          "\u00ff");

  private final Random random;

  HostileEdits(long seed) {
    random = new Random(seed);
  }

  /** A safetensors file with one to three random faults; some of them may do no harm. */
  byte[] damageFile(byte[] sound) {
    byte[] bytes = sound;
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      bytes =
          switch (random.nextInt(6)) {
            case 0 -> flipBits(bytes);
            case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 16));
            case 2 -> lieAboutLength(bytes);
            default -> editHeader(bytes);
          };
    }
    return bytes;
  }

  /** JSON with one random fault. */
  String damageJson(String json) {
    return switch (random.nextInt(7)) {
      case 0 -> replaceOne(NUMBER, json, oneOf(NUMBERS));
      case 1 -> shiftNumber(json);
      case 2 -> replaceOne(STRING, json, '"' + oneOf(TensorType.values()).name() + '"');
      case 3 -> repeatEntry(json);
      case 4 -> insert(json, oneOf(TOKENS));
      case 5 -> replaceOne(STRING, json, oneOf(match(STRING, json)));
      default -> cut(json);
    };
  }

  private byte[] flipBits(byte[] bytes) {
    byte[] flipped = bytes.clone();
    for (int flips = 1 + random.nextInt(4); flips > 0 && flipped.length > 0; flips--) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] lieAboutLength(byte[] bytes) {
    if (bytes.length < 8) {
      return bytes;
    }
    byte[] lying = bytes.clone();
    ByteBuffer length = ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN);
    boolean small = random.nextBoolean();
    long lie = LENGTHS[random.nextInt(LENGTHS.length)];
    length.putLong(0, small ? length.getLong(0) + random.nextInt(33) - 16 : lie);
    return lying;
  }

  /** Edits the header and corrects its length, so that the edit itself is looked at. */
  private byte[] editHeader(byte[] bytes) {
    if (bytes.length < 8) {
      return bytes;
    }
    long claimed = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    int length = (int) Math.max(0, Math.min(claimed, bytes.length - 8));
    // Latin-1 keeps every byte as it is, whatever other edits have made of the header.
    String header = new String(bytes, 8, length, StandardCharsets.ISO_8859_1);
    byte[] edited = damageJson(header).getBytes(StandardCharsets.ISO_8859_1);
    byte[] file = CheckpointFiles.bytes(edited, bytes.length - 8 - length);
    System.arraycopy(bytes, 8 + length, file, 8 + edited.length, bytes.length - 8 - length);
    return file;
  }

  private String shiftNumber(String json) {
    List<MatchResult> numbers = NUMBER.matcher(json).results().toList();
    if (numbers.isEmpty()) {
      return json;
    }
    MatchResult number = numbers.get(random.nextInt(numbers.size()));
    if (number.group().length() > 9) {
      return json;
    }
    int shifted = Integer.parseInt(number.group()) + random.nextInt(17) - 8;
    return json.substring(0, number.start()) + shifted + json.substring(number.end());
  }

  private String repeatEntry(String json) {
    List<String> entries = match(ENTRY, json);
    return json.startsWith("{") ? "{" + oneOf(entries) + "," + json.substring(1) : json;
  }

  private String insert(String json, String token) {
    int position = random.nextInt(json.length() + 1);
    return json.substring(0, position) + token + json.substring(position);
  }

  private String cut(String json) {
    int from = random.nextInt(json.length() + 1);
    int to = Math.min(json.length(), from + random.nextInt(40));
    return json.substring(0, from) + json.substring(to);
  }

  private String replaceOne(Pattern pattern, String json, String replacement) {
    List<MatchResult> found = pattern.matcher(json).results().toList();
    if (found.isEmpty()) {
      return json;
    }
    MatchResult one = found.get(random.nextInt(found.size()));
    return json.substring(0, one.start()) + replacement + json.substring(one.end());
  }

  private static List<String> match(Pattern pattern, String json) {
    List<String> found = pattern.matcher(json).results().map(MatchResult::group).toList();
    return found.isEmpty() ? List.of("") : found;
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private <T> T oneOf(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
