package app.valence.ui.start;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.Optional;

/**
 * Looks before the window opens whether it can: where a display or a library is missing, JavaFX
 * would end in a stack trace.
 */
public final class DisplayCheck {
  private static final String INSTEAD =
      " The commands train, evaluate, predict and benchmark need none: say COMMAND --help.";

  private DisplayCheck() {}

  /** Why no window can be opened here, in a sentence with the remedy; empty if one can. */
  public static Optional<String> problem() {
    // Monocle draws in memory and needs neither.
    if (!Platform.isLinux() || "Monocle".equals(System.getProperty("glass.platform"))) {
      return Optional.empty();
    }
    String display = System.getenv("DISPLAY");
    if (display == null || display.isBlank()) {
      return Optional.of(
          "The window needs a display, and none is set (DISPLAY is empty)." + INSTEAD);
    }
    try {
      return canOpen()
          ? gtkProblem()
          : Optional.of("The display " + display + " cannot be opened." + INSTEAD);
    } catch (UnsatisfiedLinkError e) {
      return Optional.of("The window needs the library libX11, which is missing." + INSTEAD);
    }
  }

  private static boolean canOpen() {
    NativeLibrary x11 = NativeLibrary.getInstance("libX11.so.6");
    Function open = x11.getFunction("XOpenDisplay");
    Pointer display = (Pointer) open.invoke(Pointer.class, new Object[] {Pointer.NULL});
    if (display == null) {
      return false;
    }
    x11.getFunction("XCloseDisplay").invokeInt(new Object[] {display});
    return true;
  }

  private static Optional<String> gtkProblem() {
    try {
      NativeLibrary.getInstance("libgtk-3.so.0");
      return Optional.empty();
    } catch (UnsatisfiedLinkError e) {
      return Optional.of(
          "The window needs GTK 3, which is missing; on Debian and Ubuntu the package libgtk-3-0"
              + " brings it."
              + INSTEAD);
    }
  }
}
