package dev.hoist.wire;

import java.time.Instant;
import java.util.List;

/**
 * Who the bearer is.
 *
 * @param kind {@code person}, {@code workload} or {@code agent}
 * @param groups the groups the identity provider vouches for
 * @param standing what they stand for under policy now: {@code user:dana}, {@code group:leads}
 * @param expiresAt when the login ends
 * @param held whether somebody else gave the account its password
 */
public record MeView(
    String id,
    String name,
    String kind,
    boolean admin,
    List<String> groups,
    List<String> standing,
    Instant expiresAt,
    boolean held) {
  public MeView {
    groups = List.copyOf(groups);
    standing = List.copyOf(standing);
  }
}
