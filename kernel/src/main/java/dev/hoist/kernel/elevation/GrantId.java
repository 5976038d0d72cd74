package dev.hoist.kernel.elevation;

/** A grant's number, the same as its request's; people write {@code G-7}. */
public record GrantId(long number) {
  public RequestId request() {
    return new RequestId(number);
  }

  @Override
  public String toString() {
    return "G-" + number;
  }
}
