package dev.hoist.policy.parse;

import dev.hoist.kernel.policy.Windows;
import dev.hoist.policy.cel.LocalTimes;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Days, moments and hours of the week, as policy writes them. */
final class Moments {
  private static final Pattern WINDOW =
      Pattern.compile(
          "([a-z]{3}(?:[-,][a-z]{3}){0,6}|daily) ([0-2][0-9]:[0-5][0-9])-([0-2][0-9]:[0-5][0-9])");

  private static final Instant FIRST = Instant.parse("1990-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-30T00:00:00Z");

  private Moments() {}

  static Optional<Instant> parse(String text, ZoneId zone, int plusDays) {
    try {
      return sane(
          text.length() == "2026-12-01".length()
              ? LocalDate.parse(text).plusDays(plusDays).atStartOfDay(zone).toInstant()
              : Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Far from the ends of what can be reckoned with. */
  private static Optional<Instant> sane(Instant at) {
    return at.isBefore(FIRST) || at.isAfter(LAST) ? Optional.empty() : Optional.of(at);
  }

  /** A moment with its zone, or a local one. */
  static Optional<Instant> local(String text, ZoneId zone) {
    try {
      return sane(
          text.endsWith("Z")
              ? Instant.parse(text)
              : LocalDateTime.parse(text).atZone(zone).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** {@code mon-fri 09:00-17:00}, {@code sat,sun 10:00-24:00}, {@code daily 22:00-06:00}. */
  static Optional<Windows.Window> window(String text) {
    Matcher m = WINDOW.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    Optional<LocalTime> from = time(m.group(2));
    Optional<LocalTime> to = m.group(3).equals("24:00") ? time("00:00") : time(m.group(3));
    return days(m.group(1))
        .flatMap(days -> from.flatMap(f -> to.map(t -> new Windows.Window(days, f, t))));
  }

  private static Optional<LocalTime> time(String text) {
    try {
      return Optional.of(LocalTime.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Set<DayOfWeek>> days(String text) {
    if (text.equals("daily")) {
      return Optional.of(EnumSet.allOf(DayOfWeek.class));
    }
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : text.split(",", -1)) {
      String[] ends = part.split("-", -1);
      int first = LocalTimes.DAYS.indexOf(ends[0]);
      int last = LocalTimes.DAYS.indexOf(ends[ends.length - 1]);
      if (first < 0 || last < 0 || ends.length > 2) {
        return Optional.empty();
      }
      for (int d = first; ; d = (d + 1) % 7) { // fri-mon goes round the week's end
        days.add(DayOfWeek.of(d + 1));
        if (d == last) {
          break;
        }
      }
    }
    return Optional.of(days);
  }
}
