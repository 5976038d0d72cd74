package dev.hoist.integrations;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server on this machine that answers as it is told. */
final class FarEnd implements AutoCloseable {
  private static final String PASSWORD = "changeit";

  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Behaviour behaviour = request -> Answer.of(404, "{}");

  /** What came in. */
  record Asked(String path, Map<String, List<String>> query, Map<String, String> headers) {
    String one(String key) {
      return query.getOrDefault(key, List.of("")).getFirst();
    }
  }

  /** What goes out; {@code null} as the body means nothing ever does. */
  record Answer(int status, String body, Map<String, String> headers) {
    static final Answer NEVER = new Answer(0, "", Map.of());
    static final Answer ENDLESS = new Answer(-1, "", Map.of());

    static Answer of(int status, String body) {
      return new Answer(status, body, Map.of());
    }

    Answer with(String name, String value) {
      return new Answer(status, body, Map.of(name, value));
    }
  }

  interface Behaviour {
    Answer to(Asked request);
  }

  private FarEnd(HttpServer server) {
    this.server = server;
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  static FarEnd plain() throws IOException {
    return new FarEnd(HttpServer.create(loopback(), 0));
  }

  /** With a certificate that is written to {@code ca.pem} in a folder. */
  static FarEnd tls(Path folder) throws Exception {
    Files.writeString(folder.resolve("ca.pem"), Identity.ONLY.pem());
    HttpsServer server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(Identity.ONLY.context()));
    return new FarEnd(server);
  }

  /** Made once: keytool takes two seconds. */
  private record Identity(SSLContext context, String pem) {
    static final Identity ONLY = make();

    private static Identity make() {
      try {
        Path folder = Files.createTempDirectory("hoist-far-end");
        try {
          return make(folder.resolve("server.p12"), folder.resolve("ca.pem"));
        } finally {
          Files.deleteIfExists(folder.resolve("server.p12"));
          Files.deleteIfExists(folder.resolve("ca.pem"));
          Files.delete(folder);
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    private static Identity make(Path store, Path pem) throws Exception {
      keytool(
          store,
          "-genkeypair -storetype PKCS12 -keyalg EC -dname CN=far-end -ext SAN=ip:127.0.0.1");
      keytool(store, "-exportcert -rfc -file " + pem);
      KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return new Identity(context, Files.readString(pem));
    }

    private static void keytool(Path store, String words) throws Exception {
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
      command.addAll(List.of(words.split(" ")));
      command.addAll(
          List.of("-alias", "server", "-keystore", store.toString(), "-storepass", PASSWORD));
      Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new IOException(said);
      }
    }
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  URI url() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  FarEnd behaves(Behaviour now) {
    behaviour = now;
    return this;
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Asked request = asked(exchange);
      asked.add(request);
      Answer answer = behaviour.to(request);
      if (answer.equals(Answer.NEVER)) {
        closing.await();
      } else if (answer.equals(Answer.ENDLESS)) {
        endless(exchange);
      } else {
        send(exchange, answer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      byte[] spaces = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
      while (true) {
        out.write(spaces);
      }
    }
  }

  private static Asked asked(HttpExchange exchange) {
    Map<String, List<String>> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      query
          .computeIfAbsent(decoded(pair.substring(0, equals)), k -> new ArrayList<>())
          .add(decoded(pair.substring(equals + 1)));
    }
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    return new Asked(exchange.getRequestURI().getPath(), query, headers);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
