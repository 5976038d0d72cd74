package dev.hoist.postgres.connector;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a server listens; an IPv6 address is written in brackets. */
public record ServerAddress(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]{2,45})]|([A-Za-z0-9._-]{1,253})):([0-9]{1,5})");
  private static final int MOST = 65_535;

  /**
   * @throws IllegalArgumentException when it is not {@code host:port}
   */
  public static ServerAddress parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          // Not told, for people put passwords into addresses.
          "address is host:port, such as db.example.org:5432 or [::1]:5432; nothing else");
    }
    int port = Integer.parseInt(matcher.group(3));
    if (port < 1 || port > MOST) {
      throw new IllegalArgumentException("port is 1 to " + MOST + ", not " + port);
    }
    String bracketed = matcher.group(1);
    return new ServerAddress(bracketed != null ? bracketed : matcher.group(2), port);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
