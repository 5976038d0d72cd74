package dev.hoist.gateway;

import dev.hoist.kernel.target.TargetDefinition;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where and how the gateway reaches a target.
 *
 * @param name the target's name, for messages
 * @param tls whether TLS is used, and then always verified
 * @param ca the PEM file of whom to trust; empty for the system's authorities
 * @param options the target account's settings, for the protocol
 */
public record Endpoint(
    String name,
    String host,
    int port,
    boolean tls,
    Optional<Path> ca,
    Map<String, String> options) {
  public Endpoint {
    options = Map.copyOf(options);
    if (host.isEmpty() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("target " + name + " has no usable address");
    }
  }

  /**
   * From a target's address {@code host:port} (an IPv6 address in brackets) and its account's
   * options {@code tls} ({@code verify}, which is also the default, or {@code off}) and {@code ca}.
   *
   * @throws IllegalArgumentException when they make no sense, saying which
   */
  public static Endpoint of(TargetDefinition target, Map<String, String> options) {
    String address = target.address();
    int colon = address.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "address of target " + target.name() + " is not host:port: " + address);
    }
    return new Endpoint(
        target.name(),
        unbracket(address.substring(0, colon)),
        port(target, address.substring(colon + 1)),
        tls(target, options.getOrDefault("tls", "verify")),
        Optional.ofNullable(options.get("ca")).filter(ca -> !ca.isEmpty()).map(Path::of),
        options);
  }

  private static String unbracket(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static int port(TargetDefinition target, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "address of target " + target.name() + " has no port: " + target.address(), e);
    }
  }

  /** There is no "prefer": what is not said plainly is an error. */
  private static boolean tls(TargetDefinition target, String word) {
    return switch (word) {
      case "verify" -> true;
      case "off" -> false;
      default ->
          throw new IllegalArgumentException(
              "tls of target " + target.name() + " is verify or off, not " + word);
    };
  }

  @Override
  public String toString() {
    return name + " at " + host + ":" + port;
  }
}
