package dev.hoist.kernel.elevation;

/** A request's number within this installation, never used twice; people write {@code R-7}. */
public record RequestId(long number) {
  /** The grant that this request may become; it keeps the number. */
  public GrantId grant() {
    return new GrantId(number);
  }

  @Override
  public String toString() {
    return "R-" + number;
  }
}
