package dev.hoist.cli.config;

import dev.hoist.cli.base.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A server and who one is there.
 *
 * @param ca the certificate authority to trust for it, a PEM file; the system's own when empty
 * @param user who logged in last
 */
public record Context(String name, URI server, Optional<Path> ca, Optional<String> user) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@:-]{0,99}");

  public Context {
    if (!NAME.matcher(name).matches()) {
      throw Failure.usage(
          "a context cannot be named '" + name + "'", "use letters, digits and . _ @ : -");
    }
  }

  /**
   * A server's address: {@code hoist.example.com}, {@code localhost:7443} or {@code https://…}. The
   * port is 7443 unless it says otherwise.
   */
  public static URI server(String text) {
    String full = text.contains("://") ? text : "https://" + text;
    try {
      URI uri = new URI(full);
      String host = uri.getHost();
      if (host == null || !"https".equalsIgnoreCase(uri.getScheme()) || uri.getUserInfo() != null) {
        throw badServer(text);
      }
      int port = uri.getPort() == -1 ? 7443 : uri.getPort();
      if (port > 65_535) {
        throw badServer(text);
      }
      return new URI("https", null, host.toLowerCase(Locale.ROOT), port, null, null, null);
    } catch (URISyntaxException e) {
      throw badServer(text);
    }
  }

  private static Failure badServer(String text) {
    return Failure.usage(
        "'" + text + "' is not a server's address", "for example: https://hoist.example.com:7443");
  }
}
