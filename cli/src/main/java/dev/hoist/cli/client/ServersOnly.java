package dev.hoist.cli.client;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Judges servers that were dialled over sockets, and trusts nobody else. */
abstract class ServersOnly extends X509ExtendedTrustManager {
  @Override
  public abstract void checkServerTrusted(X509Certificate[] shown, String type, Socket socket)
      throws CertificateException;

  @Override
  public final void checkServerTrusted(X509Certificate[] shown, String type)
      throws CertificateException {
    throw new CertificateException("it is not known who was dialled");
  }

  @Override
  public final void checkServerTrusted(X509Certificate[] shown, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("it is not known who was dialled");
  }

  @Override
  public final void checkClientTrusted(X509Certificate[] shown, String type)
      throws CertificateException {
    throw new CertificateException("no clients here");
  }

  @Override
  public final void checkClientTrusted(X509Certificate[] shown, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("no clients here");
  }

  @Override
  public final void checkClientTrusted(X509Certificate[] shown, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("no clients here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
