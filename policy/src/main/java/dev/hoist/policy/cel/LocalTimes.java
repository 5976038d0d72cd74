package dev.hoist.policy.cel;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** Moments as clocks on a wall show them. */
public final class LocalTimes {
  /** Days as policy writes them, from Monday. */
  public static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private LocalTimes() {}

  static String weekday(Instant at, String zone) {
    return weekday(at, ZoneId.of(zone));
  }

  static String weekday(Instant at, ZoneId zone) {
    return DAYS.get(at.atZone(zone).getDayOfWeek().getValue() - 1);
  }

  static String clock(Instant at, String zone) {
    return clock(at, ZoneId.of(zone));
  }

  static String clock(Instant at, ZoneId zone) {
    ZonedDateTime local = at.atZone(zone);
    return twoDigits(local.getHour()) + ":" + twoDigits(local.getMinute());
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }

  /** A time zone by its name in the time zone database; offsets alone know no summer. */
  public static Optional<ZoneId> zone(String name) {
    return ZoneId.getAvailableZoneIds().contains(name)
        ? Optional.of(ZoneId.of(name))
        : Optional.empty();
  }
}
