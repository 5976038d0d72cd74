package dev.hoist.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A web server on the loopback address that runs Git's own {@code git http-backend}. */
final class GitHttps implements AutoCloseable {
  private static final String LOGIN =
      "Basic "
          + Base64.getEncoder().encodeToString("hoist:s3cret".getBytes(StandardCharsets.UTF_8));

  /** What came in {@code Authorization}, or "none", for each request. */
  final List<String> logins = new CopyOnWriteArrayList<>();

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  GitHttps(SSLContext tls, HttpHandler handler) throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String login = exchange.getRequestHeaders().getFirst("Authorization");
          logins.add(login == null ? "none" : login);
          try (exchange) {
            handler.handle(exchange);
          }
        });
    server.start();
  }

  String url() {
    return "https://localhost:" + server.getAddress().getPort() + "/repository/.git";
  }

  /** The real Git, for everybody. */
  static HttpHandler open(Path root) {
    return exchange -> backend(exchange, root);
  }

  /** The real Git, for hoist with the password s3cret. */
  static HttpHandler guarded(Path root) {
    return exchange -> {
      if (LOGIN.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        backend(exchange, root);
      } else {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=git");
        exchange.sendResponseHeaders(401, -1);
      }
    };
  }

  /** A redirect. */
  static HttpHandler elsewhere(String to) {
    return exchange -> {
      String asked = exchange.getRequestURI().toString();
      exchange
          .getResponseHeaders()
          .set("Location", to + asked.substring("/repository/.git".length()));
      exchange.sendResponseHeaders(302, -1);
    };
  }

  /** CGI (RFC 3875), as much of it as git-http-backend(1) needs. */
  private static void backend(HttpExchange exchange, Path root) throws IOException {
    var builder = new ProcessBuilder("git", "http-backend");
    var environment = builder.environment();
    environment.put("HOME", root.toString());
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_PROJECT_ROOT", root.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    environment.put("PATH_INFO", exchange.getRequestURI().getPath());
    environment.put(
        "QUERY_STRING", Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), ""));
    header(exchange, "Content-Type", "CONTENT_TYPE", builder);
    header(exchange, "Content-Encoding", "HTTP_CONTENT_ENCODING", builder);
    header(exchange, "Accept-Encoding", "HTTP_ACCEPT_ENCODING", builder);
    header(exchange, "Git-Protocol", "GIT_PROTOCOL", builder);
    Process git = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var to = git.getOutputStream()) {
      exchange.getRequestBody().transferTo(to);
    }
    try (var from = new BufferedInputStream(git.getInputStream())) {
      int status = 200;
      for (String line = line(from); !line.isEmpty(); line = line(from)) {
        String[] parts = line.split(": ", 2);
        if (parts[0].equals("Status")) {
          status = Integer.parseInt(parts[1].substring(0, 3));
        } else {
          exchange.getResponseHeaders().set(parts[0], parts[1]);
        }
      }
      exchange.sendResponseHeaders(status, 0);
      from.transferTo(exchange.getResponseBody());
    } finally {
      git.destroy();
    }
  }

  private static void header(HttpExchange from, String name, String to, ProcessBuilder builder) {
    String value = from.getRequestHeaders().getFirst(name);
    if (value != null) {
      builder.environment().put(to, value);
    }
  }

  private static String line(InputStream from) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = from.read(); b >= 0 && b != '\n'; b = from.read()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
