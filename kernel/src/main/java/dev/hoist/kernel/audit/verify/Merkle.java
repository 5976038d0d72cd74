package dev.hoist.kernel.audit.verify;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** RFC 6962, 2.1. */
final class Merkle {
  static final int HASH = 32;

  private Merkle() {}

  static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static byte[] leaf(byte[] entry) {
    return sha256(new byte[] {0}, entry);
  }

  /** MTH over leaves given by their hashes. */
  static byte[] root(List<byte[]> leaves) {
    return switch (leaves.size()) {
      case 0 -> sha256();
      case 1 -> leaves.getFirst();
      default -> {
        int k = Integer.highestOneBit(leaves.size() - 1);
        yield parent(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
      }
    };
  }

  static byte[] parent(byte[] left, byte[] right) {
    return sha256(new byte[] {1}, left, right);
  }
}
