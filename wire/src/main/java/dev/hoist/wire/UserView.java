package dev.hoist.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A user.
 *
 * @param kind {@code person}, {@code workload} or {@code agent}
 * @param addedBy who made the account; empty for the first administrator
 * @param held whether its owner has not set a password of their own yet
 * @param disabledAt empty while enabled
 */
public record UserView(
    String id,
    String name,
    String kind,
    boolean admin,
    List<String> groups,
    Instant createdAt,
    Optional<String> addedBy,
    boolean held,
    Optional<Instant> disabledAt) {
  public UserView {
    groups = List.copyOf(groups);
  }
}
