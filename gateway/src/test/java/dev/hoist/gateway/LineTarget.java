package dev.hoist.gateway;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A real server of {@link LineProtocol}'s target side on loopback. {@code flood N} answers N lines
 * of a kilobyte; {@code deaf} reads nothing more until told; all else is answered as it came.
 */
final class LineTarget implements AutoCloseable {
  private final ServerSocket listener;
  private final Optional<SSLContext> tls;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<String> statements = new CopyOnWriteArrayList<>();
  private final List<String> stops = new CopyOnWriteArrayList<>();
  private final List<String> logins = new CopyOnWriteArrayList<>();
  private final CountDownLatch listenAgain = new CountDownLatch(1);

  LineTarget(Optional<SSLContext> tls) throws IOException {
    this.tls = tls;
    this.listener = new ServerSocket();
    listener.setReceiveBufferSize(64 * 1024);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    threads.execute(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  List<String> statements() {
    return statements;
  }

  List<String> stops() {
    return stops;
  }

  List<String> logins() {
    return logins;
  }

  int connections() {
    return open.size();
  }

  /** Ends all deafness. */
  void listenAgain() {
    listenAgain.countDown();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in = reader(socket);
      String first = line(in);
      if (first.equals("TLS")) {
        upgraded(socket);
      } else {
        talk(first, in, socket.getOutputStream());
      }
    } catch (IOException e) {
      return; // the gateway left
    } finally {
      open.remove(socket);
    }
  }

  private void upgraded(Socket socket) throws IOException {
    socket.getOutputStream().write('S');
    socket.getOutputStream().flush();
    try (SSLSocket secure =
        (SSLSocket) tls.orElseThrow().getSocketFactory().createSocket(socket, null, 0, false)) {
      secure.setUseClientMode(false);
      BufferedReader in = reader(secure);
      talk(line(in), in, secure.getOutputStream());
    }
  }

  private void talk(String first, BufferedReader in, OutputStream raw) throws IOException {
    if (first.startsWith("STOP ")) {
      stops.add(first.substring(5));
      return;
    }
    logins.add(first);
    var out = new BufferedOutputStream(raw, 64 * 1024);
    answer(out, "OK");
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      statements.add(line);
      obey(line, out);
    }
  }

  private void obey(String line, OutputStream out) throws IOException {
    if (line.startsWith("flood ")) {
      String kilobyte = "x".repeat(1023);
      for (int i = Integer.parseInt(line.substring(6)); i > 0; i--) {
        out.write((kilobyte + "\n").getBytes(StandardCharsets.UTF_8));
      }
      out.flush();
    } else if (line.equals("deaf")) {
      try {
        listenAgain.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    } else if (line.equals("leave")) {
      throw new IOException("told to leave");
    } else {
      answer(out, line);
    }
  }

  private static void answer(OutputStream out, String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Empty at the end. */
  private static String line(BufferedReader in) throws IOException {
    String line = in.readLine();
    return line == null ? "" : line;
  }

  @Override
  public void close() throws IOException {
    listenAgain();
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.close();
  }
}
