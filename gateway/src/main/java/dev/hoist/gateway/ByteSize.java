package dev.hoist.gateway;

/** A number of bytes, at least one and at most 2 GB. */
public record ByteSize(int bytes) {
  public ByteSize {
    if (bytes < 1) {
      throw new IllegalArgumentException("a size is at least one byte");
    }
  }

  public static ByteSize ofKilobytes(int kilobytes) {
    return new ByteSize(Math.multiplyExact(kilobytes, 1024));
  }

  public static ByteSize ofMegabytes(int megabytes) {
    return ofKilobytes(Math.multiplyExact(megabytes, 1024));
  }

  @Override
  public String toString() {
    return bytes % 1024 == 0 ? bytes / 1024 + " kB" : bytes + " bytes";
  }
}
