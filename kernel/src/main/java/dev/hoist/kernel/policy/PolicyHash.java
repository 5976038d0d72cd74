package dev.hoist.kernel.policy;

/** SHA-256 over the content of a whole policy set, as 64 lower-case hex digits. */
public record PolicyHash(String hex) {
  public PolicyHash {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a policy hash is 64 hex digits");
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
