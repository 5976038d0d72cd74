package dev.hoist.control.elevation;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces committed changes to whoever watches. A watcher is called on the thread that committed,
 * so it only hands over and returns.
 */
public final class Changes<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

  private final List<Consumer<T>> watchers = new CopyOnWriteArrayList<>();

  /** Watches until the returned handle is closed. */
  public Watch watch(Consumer<T> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  /** Call after the commit. */
  public void announce(T stored) {
    for (Consumer<T> watcher : watchers) {
      try {
        watcher.accept(stored);
      } catch (RuntimeException e) {
        LOG.warn("a watcher failed", e);
      }
    }
  }

  /** Ends a watch. */
  public interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
