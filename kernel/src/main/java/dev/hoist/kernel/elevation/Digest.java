package dev.hoist.kernel.elevation;

/** SHA-256 of exactly what an approver was shown, as 64 lower-case hex digits (S12). */
public record Digest(String hex) {
  public Digest {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a digest is 64 hex digits");
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
