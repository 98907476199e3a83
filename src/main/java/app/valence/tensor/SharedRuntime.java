package app.valence.tensor;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One runtime for all jobs of a program, started when the first of them needs it. Safe for use by
 * many threads, each of which opens scopes of its own.
 */
public final class SharedRuntime implements AutoCloseable {
  /** The property by which DJL is told where native libraries of engine and tokenizers go. */
  private static final String ENGINE_CACHE = "ENGINE_CACHE_DIR";

  private final RuntimeOptions options;
  private @Nullable TensorRuntime runtime;
  private boolean closed;

  /**
   * A runtime to be started with {@code options}.
   *
   * @param cacheFolder where native libraries are unpacked; a process has one such folder, so this
   *     must be said before any tokenizer or runtime is used
   */
  public SharedRuntime(RuntimeOptions options, Optional<Path> cacheFolder) {
    this.options = options;
    cacheFolder.ifPresent(
        folder -> System.setProperty(ENGINE_CACHE, folder.toAbsolutePath().toString()));
  }

  /**
   * The runtime, which the first call starts; that takes seconds, and on the first start on a
   * machine longer.
   *
   * @throws EngineUnavailableException if it cannot be started; a later call tries again
   * @throws IllegalStateException if this is closed
   */
  public synchronized TensorRuntime get() {
    if (closed) {
      throw new IllegalStateException("The engine is shut down.");
    }
    if (runtime == null) {
      runtime = TensorRuntime.start(options);
    }
    return runtime;
  }

  /** Whether {@link #get} has started it and would return at once. */
  public synchronized boolean isStarted() {
    return runtime != null;
  }

  /** Frees the runtime; all scopes of it must be closed. */
  @Override
  public synchronized void close() {
    closed = true;
    if (runtime != null) {
      runtime.close();
      runtime = null;
    }
  }
}
