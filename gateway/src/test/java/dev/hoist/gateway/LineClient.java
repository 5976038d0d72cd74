package dev.hoist.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A client of {@link LineProtocol} on a plain socket, blocking, never waiting for ever. */
final class LineClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private BufferedReader in;
  private OutputStream out;

  LineClient(InetSocketAddress gateway) throws IOException {
    this(gateway, InetAddress.getLoopbackAddress());
  }

  /** From another loopback address, which is another source to the gateway. */
  LineClient(InetSocketAddress gateway, InetAddress from) throws IOException {
    socket = new Socket();
    socket.setReceiveBufferSize(64 * 1024);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(gateway, PATIENCE_MILLIS);
    out = socket.getOutputStream();
    in = reader(socket);
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  LineClient secure(SSLContext trust) throws IOException {
    say("TLS");
    if (socket.getInputStream().read() != 'S') {
      throw new IOException("no TLS here");
    }
    var secure =
        (SSLSocket)
            trust.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    out = secure.getOutputStream();
    in = reader(secure);
    return this;
  }

  LineClient hello(String token) throws IOException {
    return say("HELLO " + token + " ana orders-demo");
  }

  LineClient say(String line) throws IOException {
    return sayRaw((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  LineClient sayRaw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /** The next line; empty when the gateway closed or reset the connection. */
  Optional<String> hear() {
    try {
      return Optional.ofNullable(in.readLine());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The cancel key of {@code READY}. */
  String ready() throws IOException {
    String line = hear().orElseThrow(() -> new IOException("closed"));
    if (!line.startsWith("READY ")) {
      throw new IOException("not ready but: " + line);
    }
    return line.substring(6);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
