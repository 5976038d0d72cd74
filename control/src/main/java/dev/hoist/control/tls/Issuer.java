package dev.hoist.control.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes keys and certificates: RSA, SHA-256 (RFC 5280).
 *
 * <p>RSA because its signatures are the cheapest to check by far, and each {@code hoist} command is
 * a process that checks two of them with code it meets for the first time: some 10 ms instead of
 * 150 ms with P-256 on the JVM. Browsers and every libpq take it, which they do not of Ed25519.
 */
final class Issuer {
  /** Clients whose clocks are behind must not meet a certificate from the future. */
  private static final Duration BACKDATED = Duration.ofDays(1);

  private static final SecureRandom RANDOM = new SecureRandom();

  private Issuer() {}

  /** For the authority, which lasts ten years: 128 bits of security. */
  static KeyPair authorityKeys() throws GeneralSecurityException {
    return keys(3072);
  }

  /** For the server, which signs once a connection and gets another key within 90 days. */
  static KeyPair serverKeys() throws GeneralSecurityException {
    return keys(2048);
  }

  private static KeyPair keys(int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits, RANDOM);
    return generator.generateKeyPair();
  }

  /** How to sign with a key: authorities made by older builds have EC keys. */
  static String algorithm(Key key) throws GeneralSecurityException {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> throw new GeneralSecurityException(key.getAlgorithm() + " keys are not used here");
    };
  }

  static X509Certificate authority(KeyPair keys, Instant now, Duration life)
      throws GeneralSecurityException {
    var name = new X500Principal("CN=hoist CA " + Long.toHexString(RANDOM.nextLong() >>> 32));
    try {
      var extensions = new JcaX509ExtensionUtils();
      var builder = builder(name, name, keys, now, now.plus(life));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          extensions.createSubjectKeyIdentifier(keys.getPublic()));
      return sign(builder, keys.getPrivate());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // encoding to memory does not fail
    }
  }

  static X509Certificate server(
      KeyPair keys,
      Collection<String> names,
      X509Certificate ca,
      PrivateKey caKey,
      Instant now,
      Instant end)
      throws GeneralSecurityException {
    try {
      var extensions = new JcaX509ExtensionUtils();
      var subject = new X500Principal("CN=hoist");
      var builder = builder(ca.getSubjectX500Principal(), subject, keys, now, end);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          extensions.createAuthorityKeyIdentifier(ca.getPublicKey()));
      builder.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
      return sign(builder, caKey);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // encoding to memory does not fail
    }
  }

  private static X509v3CertificateBuilder builder(
      X500Principal issuer, X500Principal subject, KeyPair keys, Instant now, Instant end) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(127, RANDOM).setBit(126),
        Date.from(now.minus(BACKDATED)),
        Date.from(end),
        subject,
        keys.getPublic());
  }

  private static GeneralNames alternatives(Collection<String> names) {
    return new GeneralNames(
        names.stream()
            .map(
                n -> new GeneralName(isAddress(n) ? GeneralName.iPAddress : GeneralName.dNSName, n))
            .toArray(GeneralName[]::new));
  }

  static boolean isAddress(String name) {
    return name.contains(":") || name.matches("[0-9.]+");
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException {
    try {
      var signer = new JcaContentSignerBuilder(algorithm(key)).build(key);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException("cannot sign a certificate", e);
    }
  }
}
