package dev.hoist.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Calls over HTTP/1.1. By the JDK's older client: java.net.http needs 100 ms more for its first
 * call, in threads and classes that a command with one call or two has no use for.
 */
final class Http {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  static {
    // Whether a call that may have been made is made again is for the caller to say.
    System.setProperty("sun.net.http.retryPost", "false");
  }

  private final URI server;
  private final Cuttable tls;

  /**
   * @param tls decides whom to believe; the name is checked besides
   */
  Http(URI server, SSLSocketFactory tls) {
    this.server = server;
    this.tls = new Cuttable(tls);
  }

  /**
   * A call to be.
   *
   * @param path with the query
   * @param silence how long the server may say nothing
   */
  record Call(
      String method,
      String path,
      Map<String, String> headers,
      Optional<byte[]> body,
      Duration silence) {
    Call with(String header, String value) {
      var more = new LinkedHashMap<>(headers);
      more.put(header, value);
      return new Call(method, path, more, body, silence);
    }
  }

  /**
   * What came of it, whatever the status.
   *
   * @param date the header, empty when there is none
   * @param body to be read and closed
   */
  record Answer(int status, String date, InputStream body) {
    boolean ok() {
      return status / 100 == 2;
    }
  }

  Answer send(Call call) throws IOException {
    var connection = (HttpsURLConnection) URI.create(server + call.path()).toURL().openConnection();
    connection.setSSLSocketFactory(tls);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) call.silence().toMillis());
    connection.setRequestMethod(call.method());
    call.headers().forEach(connection::setRequestProperty);
    if (call.body().isPresent()) {
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(call.body().get());
      }
    }
    int status = connection.getResponseCode();
    if (status < 0) {
      throw new IOException("what answers does not speak HTTP");
    }
    String date = connection.getHeaderField("Date");
    return new Answer(status, date == null ? "" : date, body(connection, status));
  }

  /** Ends the connection of the call made last, also under a thread that reads its body. */
  void cut() {
    tls.cut();
  }

  private static InputStream body(HttpsURLConnection connection, int status) throws IOException {
    InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    return body == null ? InputStream.nullInputStream() : body;
  }
}
