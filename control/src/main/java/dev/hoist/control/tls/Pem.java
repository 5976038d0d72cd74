package dev.hoist.control.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** PEM files, written whole or not at all. */
final class Pem {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Pem() {}

  static String of(String what, byte[] der) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + LINES.encodeToString(der)
        + "\n-----END "
        + what
        + "-----\n";
  }

  static X509Certificate certificate(Path file) throws IOException, GeneralSecurityException {
    byte[] pem = Files.readAllBytes(file);
    var parsed =
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    return (X509Certificate) parsed;
  }

  static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    String body =
        Files.readString(file).replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").strip();
    try {
      byte[] der = Base64.getMimeDecoder().decode(body);
      return new JcaPEMKeyConverter().getPrivateKey(PrivateKeyInfo.getInstance(der));
    } catch (IllegalArgumentException | PEMException e) {
      throw new GeneralSecurityException(file + " is not a PKCS#8 PEM file", e);
    }
  }

  /** Only the owner may read it. */
  static void writeSecret(Path file, String pem) throws IOException {
    write(file, pem, "rw-------");
  }

  static void write(Path file, String pem) throws IOException {
    write(file, pem, "rw-r--r--");
  }

  private static void write(Path file, String pem, String mode) throws IOException {
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    // Created with its mode: there is no moment at which others could open it.
    Files.createFile(fresh, PosixFilePermissions.asFileAttribute(permissions));
    Files.write(fresh, pem.getBytes(StandardCharsets.US_ASCII));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
