package dev.hoist.wire;

import java.time.Instant;

/**
 * Where and how to connect, once, within a minute.
 *
 * @param token the password of the connection; works once
 * @param user the user name to connect with
 * @param database the database name to connect with: the target's name
 * @param caPem the certificate authority that the gateway's certificate is from
 */
public record AccessView(
    String token,
    String host,
    int port,
    String user,
    String database,
    String caPem,
    Instant expiresAt) {
  @Override
  public String toString() {
    return "AccessView[host=" + host + ", port=" + port + ", user=" + user + ", hidden]";
  }
}
