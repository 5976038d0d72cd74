package dev.hoist.cli.client;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes a server that the given authorities vouch for, under the name that was dialled.
 *
 * <p>The JDK's own check of the name first reads every authority the system knows, to judge
 * wildcards: a tenth of a short command's time. A name that stands in the certificate letter by
 * letter needs no such judgement; every other one gets it.
 */
final class NamedServer extends ServersOnly {
  private static final int DNS_NAME = 2;

  /** Neither an address nor anything that would have to be made comparable first. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*[a-z]");

  private final X509ExtendedTrustManager authorities;

  NamedServer(X509ExtendedTrustManager authorities) {
    this.authorities = authorities;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] shown, String type, Socket socket)
      throws CertificateException {
    if (!(socket instanceof SSLSocket tls)) {
      throw new CertificateException("it is not known who was dialled");
    }
    SSLParameters checks = tls.getSSLParameters();
    checks.setEndpointIdentificationAlgorithm(null);
    tls.setSSLParameters(checks);
    authorities.checkServerTrusted(shown, type, socket);
    if (!stands(tls.getHandshakeSession().getPeerHost(), shown[0])) {
      checks.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(checks);
      authorities.checkServerTrusted(shown, type, socket);
    }
  }

  private static boolean stands(String name, X509Certificate certificate)
      throws CertificateException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    return names != null
        && PLAIN_NAME.matcher(name).matches()
        && names.stream().anyMatch(n -> n.getFirst().equals(DNS_NAME) && name.equals(n.get(1)));
  }
}
