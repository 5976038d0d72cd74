package dev.hoist.wire;

import java.time.Instant;

/**
 * A login.
 *
 * @param token the bearer token for the {@code Authorization} header; shown this once
 * @param held whether somebody else gave the account its password; it can do nothing before its
 *     owner set one of their own
 */
public record LoginView(String token, Instant expiresAt, String name, boolean held) {
  @Override
  public String toString() {
    return "LoginView[name=" + name + ", expiresAt=" + expiresAt + ", hidden]";
  }
}
