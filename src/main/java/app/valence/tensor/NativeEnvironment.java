package app.valence.tensor;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * Sets what native libraries read from the process environment when they are loaded. Java cannot
 * change its own environment, so this goes through the C library.
 */
final class NativeEnvironment {
  private NativeEnvironment() {}

  private interface UnixC extends Library {
    int setenv(String name, String value, int overwrite);
  }

  private interface WindowsC extends Library {
    int _putenv_s(String name, String value);
  }

  /** Prepares the environment; what the user has set stands. */
  static void prepare(ThreadWaiting waiting) {
    // No usage report, whatever the user's DJL settings say.
    System.setProperty("OPT_OUT_TRACKING", "true");
    if (waiting == ThreadWaiting.PASSIVE) {
      set("OMP_WAIT_POLICY", "passive");
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
