package dev.hoist.kernel.session;

/** A session's number within this installation; people write {@code S-7}. */
public record SessionId(long number) {
  @Override
  public String toString() {
    return "S-" + number;
  }
}
