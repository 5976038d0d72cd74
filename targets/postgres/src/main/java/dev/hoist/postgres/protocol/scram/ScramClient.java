package dev.hoist.postgres.protocol.scram;

import dev.hoist.kernel.identity.Secret;
import dev.hoist.postgres.protocol.codec.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * The client's side of one SCRAM-SHA-256 exchange: {@link #first}, then {@link #answer}, then
 * {@link #verify}, each once.
 */
public final class ScramClient {
  public static final String MECHANISM = "SCRAM-SHA-256";

  /** RFC 7677 asks for at least this many. */
  static final int MIN_ITERATIONS = 4096;

  /**
   * The connector makes verifiers of 4096, PostgreSQL's default. A target that asked for many more
   * would keep the event loop of other sessions busy (L03).
   */
  static final int MAX_ITERATIONS = 4 * MIN_ITERATIONS;

  private static final String GS2_HEADER = "n,,";
  private static final int MAX_SALT = 1024;

  private final ScramKeys keys;
  private final Secret password;
  private final String nonce;
  private byte[] serverSignature = {};

  /**
   * @param nonce printable ASCII without comma, random and used once
   */
  public ScramClient(ScramKeys keys, Secret password, String nonce) {
    this.keys = keys;
    this.password = password;
    this.nonce = nonce;
  }

  /** client-first-message. PostgreSQL takes the user from the start-up packet, so it is empty. */
  public byte[] first() {
    return (GS2_HEADER + firstBare()).getBytes(StandardCharsets.US_ASCII);
  }

  private String firstBare() {
    return "n=,r=" + nonce;
  }

  /** client-final-message for the target's server-first-message. */
  public byte[] answer(byte[] serverFirst) throws ScramException {
    String message = new String(serverFirst, StandardCharsets.US_ASCII);
    String[] parts = message.split(",", -1);
    if (parts.length != 3) {
      throw new ScramException("the server's first message does not have three parts");
    }
    String fullNonce = value(parts[0], "r=");
    if (!fullNonce.startsWith(nonce) || fullNonce.length() <= nonce.length()) {
      throw new ScramException("the server did not extend our nonce");
    }
    byte[] salt = base64(value(parts[1], "s="));
    if (salt.length == 0 || salt.length > MAX_SALT) {
      throw new ScramException("the server's salt has an unlikely length");
    }
    ScramKeys.Keys derived = keys.keys(password, salt, iterations(value(parts[2], "i=")));
    String withoutProof = "c=" + encode(GS2_HEADER.getBytes(StandardCharsets.US_ASCII));
    withoutProof += ",r=" + fullNonce;
    byte[] signed =
        (firstBare() + "," + message + "," + withoutProof).getBytes(StandardCharsets.US_ASCII);
    serverSignature = ScramKeys.hmac(derived.server(), signed);
    String proof = encode(proof(derived.client(), signed));
    return (withoutProof + ",p=" + proof).getBytes(StandardCharsets.US_ASCII);
  }

  /** Checks that the server, too, knows the password: its server-final-message. */
  public void verify(byte[] serverFinal) throws ScramException {
    String message = new String(serverFinal, StandardCharsets.US_ASCII);
    if (message.startsWith("e=")) {
      throw new ScramException("the server refused our proof");
    }
    byte[] signature = base64(value(message, "v="));
    if (serverSignature.length == 0 || !MessageDigest.isEqual(signature, serverSignature)) {
      throw new ScramException("the server does not know the password it asked us for");
    }
  }

  private static byte[] proof(byte[] clientKey, byte[] signed) {
    byte[] signature = ScramKeys.hmac(Sha256.begin().digest(clientKey), signed);
    byte[] proof = new byte[clientKey.length];
    for (int i = 0; i < proof.length; i++) {
      proof[i] = (byte) (clientKey[i] ^ signature[i]);
    }
    return proof;
  }

  private static int iterations(String digits) throws ScramException {
    if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(ScramClient::digit)) {
      throw new ScramException("the server's iteration count is no number");
    }
    int iterations = Integer.parseInt(digits);
    if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
      throw new ScramException(
          "the server's iteration count "
              + iterations
              + " is outside "
              + MIN_ITERATIONS
              + " to "
              + MAX_ITERATIONS);
    }
    return iterations;
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }

  private static String value(String part, String key) throws ScramException {
    if (!part.startsWith(key)) {
      throw new ScramException("the server's message lacks " + key);
    }
    return part.substring(key.length());
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] base64(String text) throws ScramException {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      throw new ScramException("the server's message is not base64 where it must be");
    }
  }
}
