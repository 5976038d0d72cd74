package dev.hoist.kernel.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Hours of the week, in a place's local time. When its clocks change it is never open for longer
 * than the hours say: one that opens at a time that comes twice opens the second time, one that
 * closes at a time that is left out closes when the clocks change.
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
      ZonedDateTime closed = closing(day, at.getZone());
      return at.isBefore(opening(day, at.getZone())) || !at.isBefore(closed)
          ? Optional.empty()
          : Optional.of(closed);
    }

    private ZonedDateTime opening(LocalDate day, ZoneId zone) {
      return day.atTime(from).atZone(zone).withLaterOffsetAtOverlap();
    }

    private ZonedDateTime closing(LocalDate day, ZoneId zone) {
      LocalDateTime local = (to.isAfter(from) ? day : day.plusDays(1)).atTime(to);
      ZoneOffsetTransition change = zone.getRules().getTransition(local);
      return change != null && change.isGap()
          ? change.getInstant().atZone(zone)
          : local.atZone(zone);
    }

    /** The opening on a day; none on other days, nor if the clocks leave it out. */
    private Optional<ZonedDateTime> opens(LocalDate day, ZoneId zone) {
      ZonedDateTime opening = opening(day, zone);
      return days.contains(day.getDayOfWeek()) && opening.isBefore(closing(day, zone))
          ? Optional.of(opening)
          : Optional.empty();
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
    for (int days = 0; days <= 15; days++) {
      LocalDate day = local.toLocalDate().plusDays(days);
      Optional<ZonedDateTime> first =
          hours.stream()
              .flatMap(w -> w.opens(day, zone).stream())
              .filter(opening -> opening.isAfter(local))
              .min(ZonedDateTime::compareTo);
      if (first.isPresent()) {
        return first.get().toInstant();
      }
    }
    throw new IllegalStateException("no window is left out twice");
  }
}
