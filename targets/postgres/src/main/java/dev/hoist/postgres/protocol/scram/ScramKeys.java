package dev.hoist.postgres.protocol.scram;

import dev.hoist.kernel.identity.Secret;
import dev.hoist.postgres.protocol.codec.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives what a password gives with a salt, and remembers the last few, as RFC 5802 section 5.1
 * allows: a grant's later sessions then cost the byte path no thousands of hashes. Thread-safe.
 */
public final class ScramKeys {
  private static final int MOST = 256;
  private static final String HMAC = "HmacSHA256";

  /** By a hash of password, salt and count, so that no password lives longer for being in here. */
  private final Map<ByteBuffer, Keys> recent =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Keys> eldest) {
              return size() > MOST;
            }
          });

  /** ClientKey and ServerKey. */
  static final class Keys {
    private final byte[] client;
    private final byte[] server;

    private Keys(byte[] salted) {
      this.client = hmac(salted, "Client Key".getBytes(StandardCharsets.US_ASCII));
      this.server = hmac(salted, "Server Key".getBytes(StandardCharsets.US_ASCII));
    }

    byte[] client() {
      return client.clone();
    }

    byte[] server() {
      return server.clone();
    }
  }

  Keys keys(Secret password, byte[] salt, int iterations) {
    byte[] utf8 = password.reveal().getBytes(StandardCharsets.UTF_8);
    MessageDigest name = Sha256.begin();
    name.update(ByteBuffer.allocate(8).putInt(iterations).putInt(salt.length).flip());
    name.update(salt);
    name.update(utf8);
    ByteBuffer key = ByteBuffer.wrap(name.digest());
    Keys known = recent.get(key);
    if (known == null) {
      // Not under the map's lock: another session's keys need not wait for these.
      known = new Keys(salted(utf8, salt, iterations));
      recent.put(key, known);
    }
    return known;
  }

  /** Hi() of RFC 5802, which is PBKDF2 with one block. */
  private static byte[] salted(byte[] password, byte[] salt, int iterations) {
    Mac mac = keyed(password);
    mac.update(salt);
    byte[] round = mac.doFinal(new byte[] {0, 0, 0, 1});
    byte[] sum = round.clone();
    for (int i = 1; i < iterations; i++) {
      round = mac.doFinal(round);
      for (int j = 0; j < sum.length; j++) {
        sum[j] ^= round[j];
      }
    }
    return sum;
  }

  static byte[] hmac(byte[] key, byte[] text) {
    return keyed(key).doFinal(text);
  }

  private static Mac keyed(byte[] key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every JDK has " + HMAC, missing);
    }
  }
}
