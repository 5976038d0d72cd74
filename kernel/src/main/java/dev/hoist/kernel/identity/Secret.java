package dev.hoist.kernel.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A value that must never be seen: it refuses to print, and compares in constant time (S23). */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  public static Secret of(String value) {
    return new Secret(value);
  }

  /** The value itself; call it only where it leaves for the place that needs it. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return 0; // a hash of a secret is a clue to it
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
