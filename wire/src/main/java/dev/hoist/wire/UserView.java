package dev.hoist.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A user.
 *
 * @param kind {@code person}, {@code workload} or {@code agent}
 * @param disabledAt empty while enabled
 */
public record UserView(
    String id,
    String name,
    String kind,
    boolean admin,
    List<String> groups,
    Instant createdAt,
    Optional<Instant> disabledAt) {
  public UserView {
    groups = List.copyOf(groups);
  }
}
