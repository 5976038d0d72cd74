package dev.hoist.git;

import java.net.URI;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;

/**
 * Where a repository is.
 *
 * @param text {@code file:}, {@code https:} or {@code ssh:}, or {@code user@host:path} as scp(1)
 *     has it; never with a password
 */
public record GitUrl(String text) {
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*|[0-9a-fA-F:]+");

  /** How the repository is reached. */
  public enum Kind {
    FILE,
    HTTPS,
    SSH
  }

  /**
   * @throws IllegalArgumentException when it is none of these, saying why
   */
  public GitUrl {
    URIish parts = parts(text);
    Kind kind = kind(parts);
    if (parts.getPass() != null || (kind != Kind.SSH && parts.getUser() != null)) {
      throw new IllegalArgumentException("url: without a log-in; there are keys for it");
    }
    if (kind == Kind.SSH && (parts.getUser() == null || !USER.matcher(parts.getUser()).matches())) {
      throw new IllegalArgumentException("url: ssh: needs a user, like ssh://git@host/path");
    }
    if (kind != Kind.FILE && !host(parts)) {
      throw new IllegalArgumentException("url: names no host");
    }
    if (kind == Kind.HTTPS) {
      URI.create(text);
    }
  }

  public Kind kind() {
    return kind(parts());
  }

  URIish parts() {
    return parts(text);
  }

  private static URIish parts(String text) {
    try {
      return new URIish(text);
    } catch (java.net.URISyntaxException e) {
      throw new IllegalArgumentException("url: " + e.getReason(), e);
    }
  }

  private static boolean host(URIish parts) {
    return parts.getHost() != null && HOST.matcher(parts.getHost()).matches();
  }

  private static Kind kind(URIish parts) {
    String scheme = parts.getScheme() == null && parts.getHost() != null ? "ssh" : scheme(parts);
    return switch (scheme) {
      case "file" -> Kind.FILE;
      case "https" -> Kind.HTTPS;
      case "ssh" -> Kind.SSH;
      default -> throw new IllegalArgumentException("url: https:, ssh: or file:, not " + scheme);
    };
  }

  private static String scheme(URIish parts) {
    return parts.getScheme() == null ? "a path" : parts.getScheme();
  }

  @Override
  public String toString() {
    return text;
  }
}
