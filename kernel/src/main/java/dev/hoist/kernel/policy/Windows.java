package dev.hoist.kernel.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Hours of the week, in a place's local time.
 *
 * @param hours when it is open; windows that touch are one
 */
public record Windows(ZoneId zone, List<Window> hours) {
  /** Windows that follow each other without a gap are not followed further than this. */
  private static final Duration HORIZON = Duration.ofDays(31);

  public Windows {
    if (hours.isEmpty()) {
      throw new IllegalArgumentException("a window is open at some time");
    }
    hours = List.copyOf(hours);
  }

  /**
   * Hours that are the same on some days.
   *
   * @param to when it closes; not later than {@code from} means on the following day
   */
  public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    public Window {
      if (days.isEmpty()) {
        throw new IllegalArgumentException("a window has a day");
      }
      days = Set.copyOf(days);
    }

    /** The opening that contains a moment, as its end. */
    private Optional<ZonedDateTime> closes(ZonedDateTime at) {
      return closes(at, at.toLocalDate()).or(() -> closes(at, at.toLocalDate().minusDays(1)));
    }

    private Optional<ZonedDateTime> closes(ZonedDateTime at, LocalDate day) {
      if (!days.contains(day.getDayOfWeek())) {
        return Optional.empty();
      }
      LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
      ZonedDateTime opened = day.atTime(from).atZone(at.getZone());
      ZonedDateTime closed = last.atTime(to).atZone(at.getZone());
      return at.isBefore(opened) || !at.isBefore(closed) ? Optional.empty() : Optional.of(closed);
    }
  }

  /** When it closes, if it is open at a moment. */
  public Optional<Instant> closes(Instant at) {
    ZonedDateTime end = at.atZone(zone);
    ZonedDateTime horizon = end.plus(HORIZON);
    boolean open = false;
    for (Optional<ZonedDateTime> next = latest(end); next.isPresent(); next = latest(end)) {
      open = true;
      end = next.get();
      if (end.isAfter(horizon)) {
        break;
      }
    }
    return open ? Optional.of(end.toInstant()) : Optional.empty();
  }

  private Optional<ZonedDateTime> latest(ZonedDateTime at) {
    return hours.stream().flatMap(w -> w.closes(at).stream()).max(ZonedDateTime::compareTo);
  }

  /** When it next opens after a moment at which it is closed. */
  public Instant opens(Instant at) {
    ZonedDateTime local = at.atZone(zone);
    for (int days = 0; days <= 8; days++) {
      LocalDate day = local.toLocalDate().plusDays(days);
      Optional<ZonedDateTime> first =
          hours.stream()
              .filter(w -> w.days().contains(day.getDayOfWeek()))
              .map(w -> day.atTime(w.from()).atZone(zone))
              .filter(opening -> opening.isAfter(local))
              .min(ZonedDateTime::compareTo);
      if (first.isPresent()) {
        return first.get().toInstant();
      }
    }
    throw new IllegalStateException("a week has every day of the week");
  }
}
