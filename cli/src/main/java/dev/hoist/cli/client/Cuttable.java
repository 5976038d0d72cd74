package dev.hoist.cli.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS over sockets of which the last can be closed under whoever reads from it: the JDK's client
 * holds a lock while it reads, and closing its stream would wait for the server's next word.
 */
final class Cuttable extends SSLSocketFactory {
  private final SSLSocketFactory tls;
  private volatile Optional<Socket> last = Optional.empty();

  Cuttable(SSLSocketFactory tls) {
    this.tls = tls;
  }

  /** Ends the connection that was made last, and whatever is read from it. */
  void cut() {
    try {
      if (last.isPresent()) {
        last.get().close();
      }
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  @Override
  public Socket createSocket(Socket plain, String host, int port, boolean autoClose)
      throws IOException {
    last = Optional.of(plain);
    return tls.createSocket(plain, host, port, autoClose);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return tls.createSocket(host, port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return tls.createSocket(host, port, from, fromPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return tls.createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return tls.createSocket(host, port, from, fromPort);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }
}
