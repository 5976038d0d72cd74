package dev.hoist.policy.source;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is worked out when it is first asked for. Not thread-safe. */
final class Once<T> implements Supplier<T> {
  private final Supplier<T> work;
  private @Nullable T value;

  private Once(Supplier<T> work) {
    this.work = work;
  }

  static <T> Supplier<T> of(Supplier<T> work) {
    return new Once<>(work);
  }

  @Override
  public T get() {
    T known = value;
    if (known == null) {
      known = work.get();
      value = known;
    }
    return known;
  }
}
