package app.valence.ui.jobs;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries values from any thread to the window's, where only the latest matters: however fast they
 * come, at most one update waits there.
 *
 * @param <T> the type of value
 */
public final class Latest<T> implements Consumer<T> {
  private final UiThread ui;
  private final Consumer<? super T> listener;
  private final AtomicReference<@Nullable T> pending = new AtomicReference<>();

  /** Tells {@code listener} on the window's thread. */
  public Latest(UiThread ui, Consumer<? super T> listener) {
    this.ui = ui;
    this.listener = listener;
  }

  /** Replaces the value that waits, if one does. */
  @Override
  public void accept(T value) {
    if (pending.getAndSet(value) == null) {
      ui.later(this::deliver);
    }
  }

  private void deliver() {
    T value = pending.getAndSet(null);
    if (value != null) {
      listener.accept(value);
    }
  }
}
