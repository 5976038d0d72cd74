package dev.hoist.control.identity;

import dev.hoist.kernel.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random secrets, and what is kept of them. */
final class Tokens {
  /** So that scanners for leaked secrets, and people, know one when they see it. */
  private static final String PREFIX = "hoist_";

  private static final int BYTES = 32;
  private static final int LENGTH = PREFIX.length() + 43;
  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Tokens() {}

  /** 256 random bits. */
  static Secret token() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Secret.of(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** 100 random bits that a person can type: {@code ABCD-EFGH-JKLM-NPQR-STUV}. */
  static Secret code() {
    return Secret.of(IntStream.range(0, 5).mapToObj(i -> four()).collect(Collectors.joining("-")));
  }

  private static String four() {
    var group = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      group.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return group.toString();
  }

  /** Whether it could be one of {@link #token}; others need not be looked up. */
  static boolean looksLikeToken(Secret said) {
    return said.reveal().length() == LENGTH && said.reveal().startsWith(PREFIX);
  }

  static byte[] hashOfCode(Secret typed) {
    String canonical = typed.reveal().replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    return hash(Secret.of(canonical));
  }

  static byte[] hash(Secret secret) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(secret.reveal().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
