package app.valence.settings;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a person has set for this machine.
 *
 * @param theme light or dark
 * @param language of the window
 * @param threads worker threads of the engine, or 0 for its own number
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:1}
 * @param cacheFolder where the engine unpacks its libraries; absent for the engine's own choice
 * @param workspace the folder of runs and samples; absent for the usual one
 */
public record UserSettings(
    Theme theme,
    Language language,
    int threads,
    String device,
    Optional<Path> cacheFolder,
    Optional<Path> workspace) {
  private static final Pattern DEVICE = Pattern.compile("auto|cpu|cuda(:\\d{1,3})?");

  /** Everything as the system has it, or as the program finds best. */
  public static final UserSettings DEFAULTS =
      new UserSettings(
          Theme.SYSTEM, Language.SYSTEM, 0, "auto", Optional.empty(), Optional.empty());

  /** More than any machine's engine stands; the engine's own limit may be lower. */
  public static final int MOST_THREADS = 1_024;

  /** Light or dark. */
  public enum Theme {
    /** As the system is. */
    SYSTEM,
    /** Dark on light. */
    LIGHT,
    /** Light on dark. */
    DARK
  }

  /** The language of the window. */
  public enum Language {
    /** As the system is, else English. */
    SYSTEM,
    /** English. */
    ENGLISH,
    /** German. */
    GERMAN
  }

  /** Checks the ranges. */
  public UserSettings {
    if (!isThreads(threads)) {
      throw new IllegalArgumentException(
          "The number of threads must be between 0 and " + MOST_THREADS + ", and is " + threads);
    }
    if (!isDevice(device)) {
      throw new IllegalArgumentException(
          "\"" + device + "\" is no device. Say auto, cpu, cuda or cuda:1.");
    }
  }

  static boolean isThreads(int number) {
    return number >= 0 && number <= MOST_THREADS;
  }

  static boolean isDevice(String name) {
    return DEVICE.matcher(name).matches();
  }

  /** The same with another theme. */
  public UserSettings withTheme(Theme changed) {
    return new UserSettings(changed, language, threads, device, cacheFolder, workspace);
  }

  /** The same with another language. */
  public UserSettings withLanguage(Language changed) {
    return new UserSettings(theme, changed, threads, device, cacheFolder, workspace);
  }

  /** The same with another number of threads. */
  public UserSettings withThreads(int changed) {
    return new UserSettings(theme, language, changed, device, cacheFolder, workspace);
  }

  /** The same with another device. */
  public UserSettings withDevice(String changed) {
    return new UserSettings(theme, language, threads, changed, cacheFolder, workspace);
  }

  /** The same with another folder for the engine's libraries. */
  public UserSettings withCacheFolder(Optional<Path> changed) {
    return new UserSettings(theme, language, threads, device, changed, workspace);
  }

  /** The same with another workspace. */
  public UserSettings withWorkspace(Optional<Path> changed) {
    return new UserSettings(theme, language, threads, device, cacheFolder, changed);
  }
}
