package dev.hoist.cli.client;

import dev.hoist.cli.base.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whom to believe to be the server. */
public final class Trust {
  private static final int CONNECT_MILLIS = 5_000;

  private Trust() {}

  /**
   * For connections over sockets. Trusts exactly the authorities in a PEM file, the system's own
   * when there is none, and checks the name besides.
   */
  public static SSLContext context(Optional<Path> ca) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new NamedServer(authorities(ca))}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw Failure.error("TLS cannot be set up: " + e.getMessage(), "");
    }
  }

  private static X509ExtendedTrustManager authorities(Optional<Path> ca)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(ca.isPresent() ? read(ca.get()) : null);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new NoSuchAlgorithmException("this Java cannot check certificates");
  }

  private static KeyStore read(Path ca) throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    try {
      store.load(null, null);
      int n = 0;
      var factory = CertificateFactory.getInstance("X.509");
      for (Certificate c :
          factory.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(ca)))) {
        store.setCertificateEntry("ca" + n++, c);
      }
      if (n == 0) {
        throw new CertificateException("no certificate in it");
      }
    } catch (IOException | CertificateException e) {
      throw Failure.error(
          "the certificate authority " + ca + " cannot be used: " + e.getMessage(),
          "name it anew: hoist login --ca FILE");
    }
    return store;
  }

  /**
   * The certificate with that fingerprint among those the server shows, as PEM. Nothing is sent to
   * the server before it is found.
   *
   * @param fingerprint {@code sha256:} and 64 hex digits, colons between them or not
   */
  public static String fetch(URI server, String fingerprint) {
    byte[] wanted = digest(fingerprint);
    for (X509Certificate shown : shownBy(server)) {
      if (MessageDigest.isEqual(wanted, sha256(shown))) {
        return pem(shown);
      }
    }
    throw Failure.error(
        "server "
            + server.getAuthority()
            + " shows no certificate with the fingerprint "
            + fingerprint
            + "; it may be another server",
        "compare the fingerprint with the one its administrator sees, and do not log in before");
  }

  private static byte[] digest(String fingerprint) {
    String hex = fingerprint.toLowerCase(Locale.ROOT).replaceFirst("^sha256:", "").replace(":", "");
    if (!hex.matches("[0-9a-f]{64}")) {
      throw Failure.usage(
          "'" + fingerprint + "' is not a fingerprint", "it is sha256: and 64 hex digits");
    }
    return HexFormat.of().parseHex(hex);
  }

  private static X509Certificate[] shownBy(URI server) {
    var seen = new Looker();
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {seen}, null);
      try (Socket plain = new Socket()) {
        plain.connect(
            new java.net.InetSocketAddress(server.getHost(), server.getPort()), CONNECT_MILLIS);
        plain.setSoTimeout(CONNECT_MILLIS);
        try (SSLSocket tls =
            (SSLSocket)
                context
                    .getSocketFactory()
                    .createSocket(plain, server.getHost(), server.getPort(), true)) {
          tls.startHandshake();
        }
      }
    } catch (IOException e) {
      // The looker refuses every server, so the handshake ends here also when all is well.
      if (seen.chain.length == 0) {
        throw Refusals.unreachable(server.getAuthority(), e);
      }
    } catch (GeneralSecurityException e) {
      throw Failure.error("TLS cannot be set up: " + e.getMessage(), "");
    }
    return seen.chain;
  }

  static byte[] sha256(X509Certificate certificate) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String pem(X509Certificate certificate) {
    try {
      var base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
      return "-----BEGIN CERTIFICATE-----\n"
          + base64.encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }

  /** Remembers what it is shown, and trusts nobody. */
  private static final class Looker extends ServersOnly {
    private X509Certificate[] chain = {};

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type, Socket socket)
        throws CertificateException {
      chain = Arrays.copyOf(shown, shown.length);
      throw new CertificateException("only looking");
    }
  }
}
