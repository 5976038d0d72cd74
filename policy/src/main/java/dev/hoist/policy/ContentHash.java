package dev.hoist.policy;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The hash of a set: SHA-256 over {@code hoist/policy/v1} and each file's name and text, sorted by
 * name, every one preceded by its length in bytes, so that no two sets share it.
 */
final class ContentHash {
  private ContentHash() {}

  static PolicyHash of(List<PolicyFile> sorted) {
    MessageDigest digest = sha256();
    add(digest, "hoist/policy/v1");
    for (PolicyFile file : sorted) {
      add(digest, file.name());
      add(digest, file.text());
    }
    return new PolicyHash(HexFormat.of().formatHex(digest.digest()));
  }

  private static void add(MessageDigest digest, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
    digest.update(utf8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
