package dev.hoist.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * One request. Whatever is not an answer of Git's smart protocol is an error here, so that nothing
 * else is tried: no other way to log in, and no older protocol that follows links.
 */
final class HttpsConnection implements HttpConnection {
  /** A compressed answer could be longer than its bytes tell; the others are the client's. */
  private static final Set<String> NOT_SENT =
      Set.of("accept-encoding", "authorization", "connection", "content-length", "expect", "host");

  private final HttpClient client;
  private final URL url;
  private final Optional<String> authorization;
  private final Bounds bounds;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private String method = "GET";
  private @Nullable HttpResponse<InputStream> answer;

  HttpsConnection(HttpClient client, URL url, Optional<String> authorization, Bounds bounds) {
    this.client = client;
    this.url = url;
    this.authorization = authorization;
    this.bounds = bounds;
  }

  private HttpResponse<InputStream> answer() throws IOException {
    if (answer == null) {
      answer = checked(send());
    }
    return answer;
  }

  private HttpResponse<InputStream> send() throws IOException {
    try {
      return client.send(request(), BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("was not waited for", e);
    } catch (HttpTimeoutException e) {
      throw new UnfitException("the server does not answer", e);
    } catch (SSLException e) {
      throw new UnfitException(
          "the server cannot be trusted: "
              + e.getMessage()
              + "; ca names the authorities to trust instead of the system's",
          e);
    }
  }

  private HttpRequest request() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url.toString())).timeout(HttpsWay.SILENCE);
    headers.forEach(request::setHeader);
    authorization.ifPresent(value -> request.setHeader("Authorization", value));
    return request.method(method, BodyPublishers.ofByteArray(body.toByteArray())).build();
  }

  private HttpResponse<InputStream> checked(HttpResponse<InputStream> got) throws UnfitException {
    switch (got.statusCode()) {
      case HTTP_OK -> {}
      case HTTP_UNAUTHORIZED, HTTP_FORBIDDEN ->
          throw new UnfitException(
              "the server does not let us in ("
                  + got.statusCode()
                  + "); check "
                  + (authorization.isPresent() ? "user and password_file" : "whether it needs user")
                  + " and what they may read");
      case HTTP_NOT_FOUND ->
          throw new UnfitException("there is no such repository (404), or not for this user");
      case 301, 302, 303, 307, 308 ->
          throw new UnfitException(
              "the server answers with a redirect, which is not followed; correct url");
      default -> throw new UnfitException("the server answers " + got.statusCode());
    }
    String type = got.headers().firstValue("Content-Type").orElse("");
    if (!type.startsWith("application/x-git-upload-pack-")) {
      throw new UnfitException("there is something else than Git (smart HTTP); correct url");
    }
    return got;
  }

  @Override
  public int getResponseCode() throws IOException {
    return answer().statusCode();
  }

  @Override
  public String getResponseMessage() throws IOException {
    return String.valueOf(answer().statusCode());
  }

  @Override
  public URL getURL() {
    return url;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return bounds.from(answer().body());
  }

  @Override
  public OutputStream getOutputStream() {
    return body;
  }

  @Override
  public Map<String, List<String>> getHeaderFields() {
    return answer == null ? Map.of() : answer.headers().map();
  }

  @Override
  public List<String> getHeaderFields(String name) {
    return answer == null ? List.of() : answer.headers().allValues(name);
  }

  @Override
  @SuppressWarnings("NullAway") // JGit's own way to say that there is none
  public String getHeaderField(String name) {
    return getHeaderFields(name).stream().findFirst().orElse(null);
  }

  @Override
  public String getContentType() {
    return getHeaderField("Content-Type");
  }

  @Override
  public int getContentLength() {
    return -1;
  }

  @Override
  public void setRequestProperty(String key, String value) {
    if (!NOT_SENT.contains(key.toLowerCase(Locale.ROOT))) {
      headers.put(key, value);
    }
  }

  @Override
  public void setRequestMethod(String method) {
    this.method = method;
  }

  @Override
  public String getRequestMethod() {
    return method;
  }

  @Override
  public void connect() throws IOException {
    answer();
  }

  @Override
  public void configure(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
    throw new IllegalStateException("certificates are always verified");
  }

  @Override
  public void setHostnameVerifier(HostnameVerifier verifier) {
    throw new IllegalStateException("certificates are always verified");
  }

  @Override
  public boolean usingProxy() {
    return false;
  }

  // What follows is decided already.

  @Override
  public void setUseCaches(boolean caches) {}

  @Override
  public void setConnectTimeout(int millis) {}

  @Override
  public void setReadTimeout(int millis) {}

  @Override
  public void setInstanceFollowRedirects(boolean follow) {}

  @Override
  public void setDoOutput(boolean output) {}

  @Override
  public void setFixedLengthStreamingMode(int length) {}

  @Override
  public void setChunkedStreamingMode(int length) {}
}
