package dev.hoist.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The part of an address after the question mark. */
public final class Query {
  private Query() {}

  public static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** {@code path?name=value}. */
  public static String with(String path, String name, String value) {
    return path + (path.contains("?") ? "&" : "?") + name + "=" + encode(value);
  }
}
