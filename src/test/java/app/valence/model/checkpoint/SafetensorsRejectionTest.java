package app.valence.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SafetensorsRejectionTest {
  private static final String WHOLE = "something other than whole numbers from 0 to 2^63 - 1";

  @TempDir Path folder;

  static Stream<Arguments> lyingHeaders() {
    return Stream.of(
        header("[]", "does not begin with '{'"),
        header(" {}", "does not begin with '{'"),
        header("", "does not begin with '{'"),
        header("{", "is not sound JSON"),
        header("{}x", "is not sound JSON"),
        header("{}{}", "goes on after its last brace"),
        header("{}\0\0", "is not sound JSON"),
        header("{'a':1}", "is not sound JSON"),
        header("{\"a\":1}", "has for tensor \"a\" a value that is no object"),
        header("{\"a\":null}", "has for tensor \"a\" a value that is no object"),
        header("{\"a\":{}}", "lacks for tensor \"a\" the dtype"),
        tensor("'shape':[1],'data_offsets':[0,4]", "lacks for tensor \"a\" the dtype"),
        tensor("'dtype':'F32','data_offsets':[0,4]", "lacks for tensor \"a\" the dtype, the shape"),
        tensor("'dtype':'F32','shape':[1]", "the shape or two data_offsets"),
        tensor("'dtype':'F32','shape':[1],'data_offsets':[0]", "or two data_offsets"),
        tensor("'dtype':'F32','shape':[1],'data_offsets':[0,4,4]", "more than 2 numbers"),
        tensor("'dtype':'F31','shape':[1],'data_offsets':[0,4]", "the unknown dtype \"F31\""),
        tensor("'dtype':'f32','shape':[1],'data_offsets':[0,4]", "the unknown dtype \"f32\""),
        tensor("'dtype':3,'shape':[1],'data_offsets':[0,4]", "a dtype that is no string"),
        tensor("'dtype':'F32','shape':1,'data_offsets':[0,4]", "a shape that is no list"),
        tensor("'dtype':'F32','shape':{},'data_offsets':[0,4]", "a shape that is no list"),
        tensor("'dtype':'F32','shape':[-1],'data_offsets':[0,4]", WHOLE),
        tensor("'dtype':'F32','shape':[-0],'data_offsets':[0,0]", WHOLE),
        tensor("'dtype':'F32','shape':[1.0],'data_offsets':[0,4]", WHOLE),
        tensor("'dtype':'F32','shape':[1e0],'data_offsets':[0,4]", WHOLE),
        tensor("'dtype':'F32','shape':['1'],'data_offsets':[0,4]", WHOLE),
        tensor("'dtype':'F32','shape':[[1]],'data_offsets':[0,4]", WHOLE),
        tensor("'dtype':'F32','shape':[null],'data_offsets':[0,4]", WHOLE),
        tensor("'dtype':'F32','shape':[9223372036854775808],'data_offsets':[0,4]", WHOLE),
        tensor("'dtype':'F32','shape':[01],'data_offsets':[0,4]", "is not sound JSON"),
        tensor("'dtype':'F32','shape':[NaN],'data_offsets':[0,4]", "is not sound JSON"),
        tensor("'dtype':'F32','shape':[1],'data_offsets':[-4,0]", WHOLE),
        tensor("'dtype':'F32','shape':[1],'data_offsets':[0,4],'extra':1", "field \"extra\""),
        tensor("'dtype':'F32','dtype':'F32','shape':[1],'data_offsets':[0,4]", "Duplicate"),
        tensor(
            "'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,4]",
            "has the impossible shape [4294967296, 4294967296]"),
        tensor(
            "'dtype':'F64','shape':[2305843009213693952],'data_offsets':[0,4]",
            "has the impossible shape [2305843009213693952]"),
        tensor("'dtype':'F4','shape':[7],'data_offsets':[0,4]", "has the impossible shape [7]"),
        tensor(
            "'dtype':'F32','shape':[2],'data_offsets':[0,4]",
            "has 4 bytes, but F32 of shape [2] takes 8"),
        tensor("'dtype':'F32','shape':[0],'data_offsets':[0,4]", "takes 0"),
        tensor("'dtype':'F32','shape':[],'data_offsets':[4,0]", "ends before it begins"),
        tensor("'dtype':'F32','shape':[0],'data_offsets':[0,0]", "take 0 bytes, but 4 follow"),
        tensor("'dtype':'F32','shape':[2],'data_offsets':[0,8]", "take 8 bytes, but 4 follow"),
        tensor("'dtype':'U8','shape':[3],'data_offsets':[1,4]", "follows a hole at byte 1"),
        tensor(
            "'dtype':'U8','shape':[9223372036854775807],'data_offsets':[0,9223372036854775807]",
            "take 9223372036854775807 bytes, but 4 follow"),
        header("{" + u8("a", 0, 3) + "," + u8("b", 2, 4) + "}", "\"b\" overlaps another at byte 2"),
        header("{" + u8("a", 0, 4) + "," + u8("b", 0, 4) + "}", "overlaps another at byte 0"),
        header("{" + u8("a", 0, 1) + "," + u8("b", 3, 4) + "}", "\"b\" follows a hole at byte 3"),
        header("{" + u8("a", 0, 4) + "," + u8("a", 0, 4) + "}", "Duplicate"),
        header("{" + u8("a", 0, 2) + "," + u8("\\u0061", 2, 4) + "}", "Duplicate"),
        header("{\"__metadata__\":[]}", "has __metadata__ that is no object"),
        header("{\"__metadata__\":null}", "has __metadata__ that is no object"),
        header("{\"__metadata__\":{\"a\":1}}", "in __metadata__ a value that is no string"),
        header("{\"__metadata__\":{\"a\":{}}}", "in __metadata__ a value that is no string"),
        header("{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}", "Duplicate"),
        header("{\"__metadata__\":{},\"__metadata__\":{}}", "Duplicate"),
        header("{\"__metadata__\":{\"a\":\"\\udc00\"}}", "half of a surrogate pair"),
        header("{" + u8("\\ud800", 0, 4) + "}", "half of a surrogate pair"),
        header("{\"a\":" + "[".repeat(5000), "is no object"),
        header("{\"" + "a".repeat(60_000) + "\":{}}", "is not sound JSON"));
  }

  @ParameterizedTest
  @MethodSource("lyingHeaders")
  void aLyingHeaderIsRefusedAndTheFileIsNamed(String header, String problem) throws IOException {
    Path file = CheckpointFiles.write(folder.resolve("liar.safetensors"), header, 4);
    assertRefused(file, problem);
  }

  @Test
  void aFileWithoutRoomForTheLengthIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("liar.safetensors"), new byte[7]);
    assertRefused(file, "it has 7 bytes, fewer than the 8");
  }

  @Test
  void aHeaderLongerThanTheFileIsRefused() throws IOException {
    assertRefused(withLength(3), "claims 3 bytes, but 2 follow");
  }

  @Test
  void aHeaderLongerThanTheLimitIsRefused() throws IOException {
    assertRefused(withLength(100_000_001), "claims 100000001 bytes, more than 100,000,000");
  }

  @Test
  void aHeaderLengthBeyondTheRangeOfLongIsRefused() throws IOException {
    assertRefused(withLength(-1), "claims 18446744073709551615 bytes");
  }

  @Test
  void aLargeFileOfAnotherFormatIsRefusedWithoutReadingItsHeader() throws IOException {
    Path file = folder.resolve("liar.safetensors");
    try (var channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      var length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(100_000_000);
      channel.write(length.flip());
      channel.write(ByteBuffer.wrap(new byte[1]), 100_000_007);
    }
    assertRefused(file, "does not begin with '{'");
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws IOException {
    // An overlong slash, half a surrogate pair, and a sequence that breaks off in the padding.
    for (String bytes : new String[] {"\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00e4"}) {
      String text = "{\"__metadata__\":{\"a\":\"" + bytes + "\"}}";
      Path file = folder.resolve("liar.safetensors");
      Files.write(file, CheckpointFiles.bytes(text.getBytes(StandardCharsets.ISO_8859_1), 0));
      assertRefused(file, "the header is not valid UTF-8");
    }
  }

  @Test
  void aCrowdOfDimensionsTensorsOrMetadataIsRefused() throws IOException {
    Path file = folder.resolve("liar.safetensors");
    String ones = "1,".repeat(64) + "1";
    CheckpointFiles.write(
        file, "{\"a\":{\"dtype\":\"U8\",\"shape\":[" + ones + "],\"data_offsets\":[0,1]}}", 1);
    assertRefused(file, "a shape with more than 64 numbers");
    CheckpointFiles.write(file, "{" + many(100_001, i -> u8("t" + i, 0, 0)) + "}", 0);
    assertRefused(file, "has more than 100000 tensors");
    String texts = many(10_001, i -> "\"t" + i + "\":\"\"");
    CheckpointFiles.write(file, "{\"__metadata__\":{" + texts + "}}", 0);
    assertRefused(file, "__metadata__ with more than 10000 entries");
  }

  @Test
  void aMessageShowsNeitherControlCharactersNorEndlessNames() throws IOException {
    String name = "\\u001b[31m" + "a".repeat(1000);
    Path file = folder.resolve("liar.safetensors");
    CheckpointFiles.write(file, "{\"" + name + "\":1}", 0);
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600).doesNotContain("\u001b"))
        .hasMessageContaining("\"?[31maaa")
        .hasMessageContaining("aaa…\"");
  }

  private void assertRefused(Path file, String problem) {
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isExactlyInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(problem)
        .hasMessageContaining("again.");
  }

  private Path withLength(long length) throws IOException {
    byte[] bytes =
        ByteBuffer.allocate(10)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(length)
            .put((byte) '{')
            .put((byte) '}')
            .array();
    return Files.write(folder.resolve("liar.safetensors"), bytes);
  }

  private static Arguments header(String header, String problem) {
    return Arguments.of(header, problem);
  }

  /**
   * A file with one tensor that takes the four bytes of the data; quotes are single, for reading.
   */
  private static Arguments tensor(String fields, String problem) {
    return Arguments.of("{\"a\":{" + fields.replace('\'', '"') + "}}", problem);
  }

  private static String u8(String name, int begin, int end) {
    return "\"%s\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[%d,%d]}"
        .formatted(name, end - begin, begin, end);
  }

  private static String many(int count, java.util.function.IntFunction<String> field) {
    return IntStream.range(0, count).mapToObj(field).collect(Collectors.joining(","));
  }
}
