package dev.hoist.policy.source;

import java.util.function.Function;

/** A value and where it was written. */
public record Located<T>(T value, Mark mark) {
  public <R> Located<R> map(Function<T, R> change) {
    return new Located<>(change.apply(value), mark);
  }
}
