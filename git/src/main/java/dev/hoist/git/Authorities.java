package dev.hoist.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificate authorities in a file. */
final class Authorities {
  private Authorities() {}

  /** Trust in these alone. */
  static SSLContext only(Path pem) throws UnfitException {
    try (var in = Files.newInputStream(pem)) {
      var anchors =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(certificate -> new TrustAnchor((X509Certificate) certificate, null))
              .collect(Collectors.toSet());
      return trusting(anchors);
    } catch (IOException | GeneralSecurityException e) {
      throw new UnfitException("ca " + pem + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static SSLContext trusting(java.util.Set<TrustAnchor> anchors)
      throws GeneralSecurityException {
    var parameters = new java.security.cert.PKIXBuilderParameters(anchors, null);
    parameters.setRevocationEnabled(false);
    var factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(new CertPathTrustManagerParameters(parameters));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
