package dev.hoist.kernel.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A named Ed25519 key that signs notes (c2sp.org/signed-note), and cosigns them with a time
 * (c2sp.org/tlog-cosignature).
 */
public final class NoteSigner {
  static final byte ED25519 = 1;
  static final byte COSIGNATURE = 4;

  private static final String SKEY = "PRIVATE+KEY+";
  private static final HexFormat HEX = HexFormat.of();

  /** What X.509 writes before the 32 bytes of an Ed25519 public key. */
  private static final byte[] X509 = HEX.parseHex("302a300506032b6570032100");

  private final String name;
  private final byte[] publicKey;
  private final PrivateKey privateKey;

  private NoteSigner(String name, byte[] publicKey, PrivateKey privateKey) {
    if (name.isEmpty()
        || name.chars().anyMatch(c -> Character.isSpaceChar(c) || c <= ' ' || c == '+')) {
      throw new IllegalArgumentException("a key's name has no spaces and no plus: " + name);
    }
    this.name = name;
    this.publicKey = publicKey;
    this.privateKey = privateKey;
  }

  /** Makes a new key. */
  public static NoteSigner generate(String name) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] raw = Arrays.copyOfRange(encoded, X509.length, encoded.length);
      return new NoteSigner(name, raw, pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /**
   * Takes a key apart that was written down with {@link #skey} and {@link #vkey}.
   *
   * @throws IllegalArgumentException when either is malformed or they do not belong together; the
   *     message holds nothing secret
   */
  public static NoteSigner parse(String skey, String vkey) {
    String[] open = vkey.split("\\+", 3);
    String[] secret =
        skey.startsWith(SKEY) ? skey.substring(SKEY.length()).split("\\+", 3) : new String[0];
    if (open.length != 3
        || secret.length != 3
        || !open[0].equals(secret[0])
        || !open[1].equals(secret[1])) {
      throw new IllegalArgumentException("the private and the public key are not a pair");
    }
    byte[] seed = material(secret[2]);
    byte[] raw = material(open[2]);
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
      var signer = new NoteSigner(open[0], raw, key);
      byte[] probe = signer.sign("probe".getBytes(StandardCharsets.UTF_8));
      if (!signer.vkey().equals(vkey)
          || !signer.signed("probe".getBytes(StandardCharsets.UTF_8), probe)) {
        throw new IllegalArgumentException("the private and the public key are not a pair");
      }
      return signer;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 key", e);
    }
  }

  private static byte[] material(String base64) {
    byte[] typed = Base64.getDecoder().decode(base64);
    if (typed.length != 33 || typed[0] != ED25519) {
      throw new IllegalArgumentException("not an Ed25519 key");
    }
    return Arrays.copyOfRange(typed, 1, typed.length);
  }

  public String name() {
    return name;
  }

  /** The public key as others take it: {@code name+id+base64}. */
  public String vkey() {
    return name + "+" + HEX.formatHex(id(ED25519)) + "+" + typed(publicKey);
  }

  /** The private key, in the form golang.org/x/mod/sumdb/note uses. */
  String skey() {
    byte[] seed =
        ((EdECPrivateKey) privateKey)
            .getBytes()
            .orElseThrow(() -> new IllegalStateException("the key does not show its seed"));
    return SKEY + name + "+" + HEX.formatHex(id(ED25519)) + "+" + typed(seed);
  }

  private static String typed(byte[] key) {
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(1 + key.length).put(ED25519).put(key).array());
  }

  /** The signature line of a note. */
  String signature(String text) {
    return line(ED25519, sign(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The signature line that says that the note was current at a time, in seconds. */
  String cosignature(String text, long epochSecond) {
    String message = "cosignature/v1\ntime " + epochSecond + "\n" + text;
    byte[] signature = sign(message.getBytes(StandardCharsets.UTF_8));
    byte[] timestamped =
        ByteBuffer.allocate(8 + signature.length).putLong(epochSecond).put(signature).array();
    return line(COSIGNATURE, timestamped);
  }

  private String line(byte type, byte[] signature) {
    byte[] blob = ByteBuffer.allocate(4 + signature.length).put(id(type)).put(signature).array();
    return "— " + name + " " + Base64.getEncoder().encodeToString(blob) + "\n";
  }

  private byte[] id(byte type) {
    MessageDigest digest = Hash.sha256();
    digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    digest.update(type);
    return Arrays.copyOf(digest.digest(publicKey), 4);
  }

  private byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(privateKey);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign with key " + name, e);
    }
  }

  private boolean signed(byte[] message, byte[] signature) throws GeneralSecurityException {
    byte[] encoded =
        ByteBuffer.allocate(X509.length + publicKey.length).put(X509).put(publicKey).array();
    PublicKey key =
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(key);
    check.update(message);
    return check.verify(signature);
  }

  @Override
  public String toString() {
    return "NoteSigner[" + name + "]";
  }
}
