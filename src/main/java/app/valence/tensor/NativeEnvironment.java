package app.valence.tensor;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings of the C library that the engine runs on: environment variables, which native libraries
 * read when they are loaded and Java cannot set, and the allocator's thresholds.
 */
final class NativeEnvironment {
  /** Numbers that glibc's malloc.h gives {@code mallopt}'s parameters. */
  private static final int M_TRIM_THRESHOLD = -1;

  private static final int M_TOP_PAD = -2;

  private static final int M_MMAP_THRESHOLD = -3;

  /** The largest block that glibc lets the heap serve. */
  private static final int LARGEST_HEAP_BLOCK = 32 << 20;

  /** The largest block that the heap serves where memory is short: others go back when they go. */
  private static final int SMALL_HEAP_BLOCK = 1 << 20;

  private static final int KEPT_FREE = 1 << 30;

  /** The size of the pieces in which glibc takes memory for all threads but the first. */
  private static final int HEAP_PIECE = 64 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(NativeEnvironment.class);

  private NativeEnvironment() {}

  private interface UnixC extends Library {
    int setenv(String name, String value, int overwrite);
  }

  private interface Glibc extends Library {
    int mallopt(int parameter, int value);

    int malloc_trim(NativeLong pad);
  }

  private interface WindowsC extends Library {
    int _putenv_s(String name, String value);
  }

  /** Prepares the process before the engine is loaded; variables that the user has set stand. */
  static void prepare(ThreadWaiting waiting) {
    // No usage report, whatever the user's DJL settings say.
    System.setProperty("OPT_OUT_TRACKING", "true");
    set("TORCH_CPP_LOG_LEVEL", "ERROR");
    if (waiting == ThreadWaiting.PASSIVE) {
      set("OMP_WAIT_POLICY", "passive");
    }
    if (Platform.isLinux()) {
      keepMemoryBetweenSteps();
    }
  }

  private static void keepMemoryBetweenSteps() {
    try {
      // Activations come and go each step. Handed back to the system, their memory would be mapped
      // and cleared anew every time: 16,000 page faults a step of a DistilBERT, 5% of its time.
      Glibc glibc = Native.load("c", Glibc.class);
      glibc.mallopt(M_MMAP_THRESHOLD, LARGEST_HEAP_BLOCK);
      glibc.mallopt(M_TRIM_THRESHOLD, KEPT_FREE);
      // The threshold holds for the first thread's heap only; a piece of another thread's is given
      // back as soon as it is empty, unless so much is to stay in reserve.
      glibc.mallopt(M_TOP_PAD, HEAP_PIECE);
      set("THP_MEM_ALLOC_ENABLE", "1");
    } catch (UnsatisfiedLinkError e) {
      LOG.debug("This C library has no mallopt; training is a little slower.", e);
    }
  }

  /**
   * Makes the loaded engine heed its log level, which it reads only when Python asks it to:
   * otherwise it greets every user with a warning about its own bridge.
   */
  static void quieten(Path engineFolder) {
    Path library = engineFolder.resolve(System.mapLibraryName("c10"));
    try {
      NativeLibrary.getInstance(library.toString())
          .getFunction("_ZN3c1011initLoggingEv")
          .invokeVoid(new Object[0]);
    } catch (UnsatisfiedLinkError e) {
      LOG.debug("The engine's warnings stay on.", e);
    }
  }

  /**
   * Whether large blocks are handed back to the system as soon as they are free. The heap that they
   * are kept in otherwise is full of holes, and grows to twice what is in use.
   */
  static void giveLargeBlocksBack(boolean wanted) {
    if (Platform.isLinux()) {
      try {
        Native.load("c", Glibc.class)
            .mallopt(M_MMAP_THRESHOLD, wanted ? SMALL_HEAP_BLOCK : LARGEST_HEAP_BLOCK);
      } catch (UnsatisfiedLinkError e) {
        LOG.debug("This C library has no mallopt; training takes a little more memory.", e);
      }
    }
  }

  /** Hands memory that was kept for the next step back to the system. */
  static void releaseUnusedMemory() {
    if (Platform.isLinux()) {
      try {
        Native.load("c", Glibc.class).malloc_trim(new NativeLong(0));
      } catch (UnsatisfiedLinkError e) {
        LOG.debug("This C library has no malloc_trim.", e);
      }
    }
  }

  private static void set(String name, String value) {
    if (System.getenv(name) != null) {
      return;
    }
    if (Platform.isWindows()) {
      Native.load("ucrtbase", WindowsC.class)._putenv_s(name, value);
    } else {
      Native.load("c", UnixC.class).setenv(name, value, 0);
    }
  }
}
