package app.valence.ui.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Carries values from any thread to the window's, none lost and in order, but many at a time:
 * however fast they come, at most one update waits there.
 *
 * @param <T> the type of value
 */
public final class Gathered<T> implements Consumer<T> {
  private final UiThread ui;
  private final Consumer<List<T>> listener;
  private final Object lock = new Object();
  private List<T> pending = new ArrayList<>();

  /** Tells {@code listener} on the window's thread. */
  public Gathered(UiThread ui, Consumer<List<T>> listener) {
    this.ui = ui;
    this.listener = listener;
  }

  /** Adds a value to those that wait. */
  @Override
  public void accept(T value) {
    boolean first;
    synchronized (lock) {
      first = pending.isEmpty();
      pending.add(value);
    }
    if (first) {
      ui.later(this::deliver);
    }
  }

  private void deliver() {
    List<T> values;
    synchronized (lock) {
      values = pending;
      pending = new ArrayList<>();
    }
    listener.accept(values);
  }
}
