package dev.hoist.cli.show;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Instants as people read them: local, and without the date where it is today's.
 *
 * @param now the server's time, so that a wrong clock here changes nothing
 */
public record Times(ZoneId zone, Instant now) {
  private static final DateTimeFormatter TODAY =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter OTHER =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  public String show(Instant when) {
    ZonedDateTime there = when.atZone(zone);
    boolean today = there.toLocalDate().equals(now.atZone(zone).toLocalDate());
    return there.format(today ? TODAY : OTHER);
  }

  public String show(Optional<Instant> when) {
    return when.map(this::show).orElse("");
  }

  /** How long until then: {@code 4m10s}, {@code over} when it has passed. */
  public String left(Instant until) {
    Duration left = Duration.between(now, until);
    return left.isPositive() ? Lengths.show(left.plusMillis(999)) : "over";
  }
}
