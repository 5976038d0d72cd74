package dev.hoist.kernel.audit.verify;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A log's public key, read from a vkey: {@code name+id+base64(0x01 || 32 bytes)}. */
final class LogKey {
  private static final byte ED25519 = 0x01;
  private static final byte COSIGNATURE = 0x04;

  private final String name;
  private final byte[] raw;
  private final PublicKey key;

  private LogKey(String name, byte[] raw) throws GeneralSecurityException {
    this.name = name;
    this.raw = raw;
    this.key = decode(raw);
  }

  static LogKey parse(String vkey) throws Malformed {
    String[] parts = vkey.split("\\+", 3);
    if (parts.length != 3 || parts[0].isEmpty()) {
      throw new Malformed("a public key reads name+id+base64");
    }
    byte[] typed = base64(parts[2]);
    if (typed.length != 33 || typed[0] != ED25519) {
      throw new Malformed("the public key is not an Ed25519 key");
    }
    try {
      var key = new LogKey(parts[0], Arrays.copyOfRange(typed, 1, 33));
      if (!HexFormat.of().formatHex(key.id(ED25519)).equals(parts[1])) {
        throw new Malformed("the public key does not fit its id");
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw new Malformed("the public key is not an Ed25519 key");
    }
  }

  /** RFC 8032, 5.1.3: the y coordinate, little endian, with the sign of x as the highest bit. */
  private static PublicKey decode(byte[] raw) throws GeneralSecurityException {
    byte[] bigEndian = new byte[raw.length];
    for (int i = 0; i < raw.length; i++) {
      bigEndian[i] = raw[raw.length - 1 - i];
    }
    boolean odd = bigEndian[0] < 0;
    bigEndian[0] &= 0x7f;
    var point = new EdECPoint(odd, new BigInteger(1, bigEndian));
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
  }

  String name() {
    return name;
  }

  byte[] noteId() {
    return id(ED25519);
  }

  byte[] cosignatureId() {
    return id(COSIGNATURE);
  }

  private byte[] id(byte type) {
    byte[] hash =
        Merkle.sha256(name.getBytes(StandardCharsets.UTF_8), new byte[] {'\n', type}, raw);
    return Arrays.copyOf(hash, 4);
  }

  boolean signed(String message, byte[] signature) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(message.getBytes(StandardCharsets.UTF_8));
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // a signature that cannot even be read is none
    }
  }

  /** Strict: one text for one value, so that no change of a character goes unseen. */
  static byte[] base64(String text) throws Malformed {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new Malformed("not base64: " + e.getMessage());
    }
    throw new Malformed("not base64 in its one proper form");
  }
}
