package dev.hoist.control.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * hoist's own certificate authority in a folder: {@code ca.pem}, {@code ca.key}, {@code
 * server.pem}, {@code server.key}. What is there and good is kept; what is missing, near its end or
 * for other names is made anew. Only the authority is kept for ever, because clients trust it by
 * its bytes.
 */
public final class HoistCa {
  static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
  static final Duration SERVER_LIFE = Duration.ofDays(90);
  static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);

  private static final List<String> ALWAYS = List.of("localhost", "127.0.0.1", "::1");

  private final TlsFiles files;
  private final Path caKey;
  private final Set<String> names;

  private HoistCa(Path folder, Collection<String> names) {
    this.files =
        new TlsFiles(
            folder.resolve("ca.pem"), folder.resolve("server.pem"), folder.resolve("server.key"));
    this.caKey = folder.resolve("ca.key");
    this.names = new TreeSet<>(ALWAYS);
    this.names.addAll(names);
  }

  /**
   * Makes or finds the authority and the server's certificate.
   *
   * @param names host names and addresses that clients use, besides the loopback ones
   * @throws IOException when the folder cannot be used, or what is in it is not understood
   */
  public static TlsFiles open(Path folder, Collection<String> names, Instant now)
      throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    var ca = new HoistCa(folder, names);
    try {
      ca.authority(now);
      ca.server(now);
      return ca.files;
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "the certificates in " + folder + " cannot be used: " + e.getMessage(), e);
    }
  }

  private void authority(Instant now) throws IOException, GeneralSecurityException {
    if (!Files.exists(files.ca()) && !Files.exists(files.certificate())) {
      KeyPair keys = Issuer.authorityKeys();
      Pem.writeSecret(caKey, Pem.of("PRIVATE KEY", keys.getPrivate().getEncoded()));
      X509Certificate made = Issuer.authority(keys, now, AUTHORITY_LIFE);
      Pem.write(files.ca(), Pem.of("CERTIFICATE", made.getEncoded()));
    }
    X509Certificate ca = Pem.certificate(files.ca());
    if (!ca.getNotAfter().toInstant().isAfter(now)) {
      throw new GeneralSecurityException(
          "the authority ended at "
              + ca.getNotAfter().toInstant()
              + "; remove the folder to get another, and give its ca.pem to the clients");
    }
    if (!belong(Pem.key(caKey), ca)) {
      throw new GeneralSecurityException("ca.key is not the key of ca.pem");
    }
  }

  private void server(Instant now) throws IOException, GeneralSecurityException {
    X509Certificate ca = Pem.certificate(files.ca());
    if (good(ca, now)) {
      return;
    }
    KeyPair keys = Issuer.serverKeys();
    Instant end = now.plus(SERVER_LIFE);
    Instant last = ca.getNotAfter().toInstant();
    X509Certificate made =
        Issuer.server(keys, names, ca, Pem.key(caKey), now, end.isBefore(last) ? end : last);
    Pem.writeSecret(files.key(), Pem.of("PRIVATE KEY", keys.getPrivate().getEncoded()));
    Pem.write(
        files.certificate(),
        Pem.of("CERTIFICATE", made.getEncoded()) + Pem.of("CERTIFICATE", ca.getEncoded()));
  }

  private boolean good(X509Certificate ca, Instant now) throws IOException {
    if (!Files.exists(files.certificate()) || !Files.exists(files.key())) {
      return false;
    }
    try {
      X509Certificate server = Pem.certificate(files.certificate());
      server.verify(ca.getPublicKey());
      return server.getNotAfter().toInstant().isAfter(now.plus(RENEWED_BEFORE_END))
          && server.getNotBefore().toInstant().isBefore(now)
          && namesIn(server).equals(namesAsRead())
          && belong(Pem.key(files.key()), server);
    } catch (GeneralSecurityException e) {
      return false; // half written or from another authority: it is made anew
    }
  }

  private static Set<String> namesIn(X509Certificate certificate) throws GeneralSecurityException {
    var found = new TreeSet<String>();
    Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
    if (alternatives != null) {
      alternatives.forEach(pair -> found.add(String.valueOf(pair.get(1))));
    }
    return found;
  }

  /** The JDK writes IPv6 addresses its own way. */
  private Set<String> namesAsRead() throws GeneralSecurityException {
    var wanted = new TreeSet<String>();
    for (String name : names) {
      wanted.add(Issuer.isAddress(name) ? literal(name) : name);
    }
    return wanted;
  }

  private static String literal(String address) throws GeneralSecurityException {
    try {
      return InetAddress.ofLiteral(address).getHostAddress();
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("not an address: " + address, e);
    }
  }

  private static boolean belong(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
      return false;
    }
    byte[] probe = {1, 2, 3};
    Signature signer = Signature.getInstance(Issuer.algorithm(key));
    signer.initSign(key);
    signer.update(probe);
    byte[] signature = signer.sign();
    signer.initVerify(certificate.getPublicKey());
    signer.update(probe);
    return signer.verify(signature);
  }
}
