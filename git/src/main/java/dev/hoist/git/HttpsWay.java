package dev.hoist.git;

import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;

/**
 * To a server by HTTPS. Certificates are always verified; redirects are not followed, and nothing
 * is sent to any other server, for the log-in would go with it.
 */
final class HttpsWay implements Way, HttpConnectionFactory {
  static final Duration SILENCE = Duration.ofSeconds(20);

  private final HttpClient client;
  private final URI server;
  private final Optional<String> authorization;
  private final Bounds bounds;

  private HttpsWay(HttpClient client, URI server, Optional<String> authorization, Bounds bounds) {
    this.client = client;
    this.server = server;
    this.authorization = authorization;
    this.bounds = bounds;
  }

  static HttpsWay open(GitUrl url, Access.Https access, Bounds bounds) throws UnfitException {
    Optional<String> authorization = Optional.empty();
    if (access.login().isPresent()) {
      authorization = Optional.of(basic(access.login().get()));
    }
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(SILENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1);
    if (access.ca().isPresent()) {
      builder.sslContext(Authorities.only(access.ca().get()));
    }
    return new HttpsWay(builder.build(), URI.create(url.text()), authorization, bounds);
  }

  private static String basic(Access.Login login) throws UnfitException {
    String password = OwnersFile.read("password_file", login.passwordFile()).reveal();
    byte[] both = (login.user() + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  @Override
  public void prepare(Transport transport) {
    ((TransportHttp) transport).setHttpConnectionFactory(this);
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    boolean same =
        url.getProtocol().equals("https")
            && url.getHost().equalsIgnoreCase(server.getHost())
            && url.getPort() == server.getPort();
    if (!same) {
      throw new UnfitException("it leads to another server");
    }
    return new HttpsConnection(client, url, authorization, bounds);
  }

  @Override
  public HttpConnection create(URL url, Proxy proxy) throws IOException {
    return create(url); // the client finds the same proxy
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
