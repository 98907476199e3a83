package app.valence.tensor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs kernel source into a TorchScript archive, which is how any ATen operation is reached
 * without Python: a zip of the code, the pickle of a module object without attributes and an empty
 * table of constants. Nothing is ever unpickled on this side.
 */
final class KernelArchive {
  private static final String SOURCE = "kernels.torchscript";

  private KernelArchive() {}

  /** The archive of the bundled kernels. */
  static byte[] bundled() {
    try (InputStream in = KernelArchive.class.getResourceAsStream(SOURCE)) {
      if (in == null) {
        throw new IllegalStateException("The program is incomplete: " + SOURCE + " is missing.");
      }
      return pack(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The archive of {@code source}, which defines one class named {@code Kernels}. */
  static byte[] pack(String source) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      add(zip, "kernels/data.pkl", modulePickle());
      add(zip, "kernels/constants.pkl", emptyTuplePickle());
      add(zip, "kernels/code/__torch__.py", expand(source).getBytes(StandardCharsets.UTF_8));
      add(zip, "kernels/version", "10\n".getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String expand(String source) {
    return source
        .lines()
        .filter(line -> !line.strip().startsWith("#"))
        .map(line -> line.replaceFirst("^(\\s*def \\w+\\()self\\b", "$1self: __torch__.Kernels"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  /** Pickle protocol 2 of {@code __torch__.Kernels()} with the state {@code {"training": True}}. */
  private static byte[] modulePickle() throws IOException {
    var out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x80, 2});
    out.write("c__torch__\nKernels\n".getBytes(StandardCharsets.US_ASCII));
    out.write(")\u0081}".getBytes(StandardCharsets.ISO_8859_1));
    out.write("X\b\0\0\0training\u0088s".getBytes(StandardCharsets.ISO_8859_1));
    out.write("b.".getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  private static byte[] emptyTuplePickle() {
    return new byte[] {(byte) 0x80, 2, ')', '.'};
  }
}
