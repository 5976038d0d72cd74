package dev.hoist.postgres.protocol.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The server's side of SCRAM-SHA-256, on the JDK's own PBKDF2. */
public final class ScramServer {
  private static final byte[] SALT = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** Derived once for all tests, for it takes its time. */
  private static final Map<String, byte[]> SALTED = new ConcurrentHashMap<>();

  private final String password;
  private final int iterations;
  private String clientBare = "";
  private String serverFirst = "";

  public ScramServer(String password, int iterations) {
    this.password = password;
    this.iterations = iterations;
  }

  public String first(String clientFirst) {
    clientBare = clientFirst.substring("n,,".length());
    String nonce = clientBare.substring(clientBare.indexOf("r=") + 2);
    serverFirst =
        "r=" + nonce + "SERVER,s=" + Base64.getEncoder().encodeToString(SALT) + ",i=" + iterations;
    return serverFirst;
  }

  public String last(String clientFinal) {
    String withoutProof = clientFinal.substring(0, clientFinal.indexOf(",p="));
    String signed = clientBare + "," + serverFirst + "," + withoutProof;
    return "v=" + Base64.getEncoder().encodeToString(hmac(hmac(salted(), "Server Key"), signed));
  }

  private byte[] salted() {
    return SALTED.computeIfAbsent(password + iterations, missing -> derive());
  }

  private byte[] derive() {
    try {
      PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), SALT, iterations, 256);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
