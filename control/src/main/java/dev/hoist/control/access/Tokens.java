package dev.hoist.control.access;

import dev.hoist.kernel.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Makes tokens of 256 random bits, and the hash under which they are kept. */
final class Tokens {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Tokens() {}

  static Secret fresh() {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /** So many random bits need neither salt nor a slow hash. */
  static String hash(Secret token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(token.reveal().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
