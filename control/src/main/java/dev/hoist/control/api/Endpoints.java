package dev.hoist.control.api;

import java.util.Optional;

/** Where clients reach the gateway. */
public interface Endpoints {
  /** For a kind of target; empty while nothing listens for it. */
  Optional<Endpoint> of(String kind);

  /**
   * @param host a name or address that the gateway's certificate is for
   */
  record Endpoint(String host, int port) {}
}
