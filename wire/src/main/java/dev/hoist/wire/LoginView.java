package dev.hoist.wire;

import java.time.Instant;

/**
 * A login.
 *
 * @param token the bearer token for the {@code Authorization} header; shown this once
 */
public record LoginView(String token, Instant expiresAt, String name) {
  @Override
  public String toString() {
    return "LoginView[name=" + name + ", expiresAt=" + expiresAt + ", hidden]";
  }
}
