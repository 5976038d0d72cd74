package dev.hoist.kernel.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.policy.Windows.Window;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

  private static Instant berlin(String local) {
    return java.time.LocalDateTime.parse(local).atZone(BERLIN).toInstant();
  }

  private static Window window(Set<DayOfWeek> days, String from, String to) {
    return new Window(days, LocalTime.parse(from), LocalTime.parse(to));
  }

  private static final Windows OFFICE =
      new Windows(BERLIN, List.of(window(WEEKDAYS, "09:00", "17:00")));

  @Test
  void itIsOpenFromItsBeginningUntilJustBeforeItsEnd() {
    var closing = Optional.of(berlin("2026-11-03T17:00:00"));
    assertThat(OFFICE.closes(berlin("2026-11-03T09:00:00"))).isEqualTo(closing);
    assertThat(OFFICE.closes(berlin("2026-11-03T16:59:59"))).isEqualTo(closing);
    assertThat(OFFICE.closes(berlin("2026-11-03T17:00:00"))).isEmpty();
    assertThat(OFFICE.closes(berlin("2026-11-03T08:59:59"))).isEmpty();
    assertThat(OFFICE.closes(berlin("2026-11-07T12:00:00"))).isEmpty();
  }

  @Test
  void itOpensAgainOnTheNextOfItsDays() {
    assertThat(OFFICE.opens(berlin("2026-11-06T18:00:00")))
        .isEqualTo(berlin("2026-11-09T09:00:00"));
    assertThat(OFFICE.opens(berlin("2026-11-03T03:00:00")))
        .isEqualTo(berlin("2026-11-03T09:00:00"));
  }

  @Test
  void overMidnightItClosesOnTheFollowingDay() {
    var night = new Windows(BERLIN, List.of(window(Set.of(DayOfWeek.FRIDAY), "22:00", "06:00")));
    var closing = Optional.of(berlin("2026-11-07T06:00:00"));
    assertThat(night.closes(berlin("2026-11-06T23:00:00"))).isEqualTo(closing);
    assertThat(night.closes(berlin("2026-11-07T05:59:00"))).isEqualTo(closing);
    assertThat(night.closes(berlin("2026-11-06T05:00:00"))).isEmpty();
  }

  @Test
  void hoursThatTouchAreOne() {
    var split =
        new Windows(
            BERLIN,
            List.of(window(WEEKDAYS, "09:00", "12:00"), window(WEEKDAYS, "12:00", "18:00")));
    assertThat(split.closes(berlin("2026-11-03T10:00:00"))).contains(berlin("2026-11-03T18:00:00"));
    var always =
        new Windows(BERLIN, List.of(window(EnumSet.allOf(DayOfWeek.class), "00:00", "00:00")));
    assertThat(always.closes(berlin("2026-11-03T10:00:00")).orElseThrow())
        .isAfter(berlin("2026-12-03T10:00:00"));
  }

  @Test
  void itFollowsTheClocksOfThePlaceWhenTheyChange() {
    var night = new Windows(BERLIN, List.of(window(Set.of(DayOfWeek.SATURDAY), "22:00", "06:00")));
    assertThat(night.closes(Instant.parse("2026-10-24T21:00:00Z")))
        .contains(Instant.parse("2026-10-25T05:00:00Z"));
  }

  private static final Set<DayOfWeek> SUNDAY = Set.of(DayOfWeek.SUNDAY);

  private static void isOpen(Windows windows, String at, String until) {
    assertThat(windows.closes(Instant.parse(at))).as(at).contains(Instant.parse(until));
  }

  private static void isClosed(Windows windows, String at) {
    assertThat(windows.closes(Instant.parse(at))).as(at).isEmpty();
  }

  @Test
  void aClosingTimeThatTheClocksLeaveOutIsWhenTheyChange() {
    var night = new Windows(BERLIN, List.of(window(SUNDAY, "00:00", "02:30")));
    isOpen(night, "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z");
    isClosed(night, "2026-03-29T01:00:00Z");
    isClosed(night, "2026-03-29T01:29:00Z");
    isOpen(night, "2026-03-22T01:29:00Z", "2026-03-22T01:30:00Z");
  }

  @Test
  void anOpeningTimeThatTheClocksLeaveOutIsLaterByAsMuch() {
    var morning = new Windows(BERLIN, List.of(window(SUNDAY, "02:30", "04:00")));
    isClosed(morning, "2026-03-29T01:29:59Z");
    isOpen(morning, "2026-03-29T01:30:00Z", "2026-03-29T02:00:00Z");
  }

  @Test
  void hoursThatTheClocksLeaveOutAreNoHours() {
    var none = new Windows(BERLIN, List.of(window(SUNDAY, "02:10", "02:40")));
    isClosed(none, "2026-03-29T01:00:00Z");
    isClosed(none, "2026-03-29T01:15:00Z");
    assertThat(none.opens(Instant.parse("2026-03-28T12:00:00Z")))
        .isEqualTo(Instant.parse("2026-04-05T00:10:00Z"));
  }

  @Test
  void anOpeningTimeThatComesTwiceIsTheSecond() {
    var morning = new Windows(BERLIN, List.of(window(SUNDAY, "02:30", "04:00")));
    isClosed(morning, "2026-10-25T00:45:00Z");
    isClosed(morning, "2026-10-25T01:15:00Z");
    isOpen(morning, "2026-10-25T01:30:00Z", "2026-10-25T03:00:00Z");
    assertThat(morning.opens(Instant.parse("2026-10-25T00:00:00Z")))
        .isEqualTo(Instant.parse("2026-10-25T01:30:00Z"));
  }

  @Test
  void aClosingTimeThatComesTwiceIsTheFirst() {
    var night = new Windows(BERLIN, List.of(window(SUNDAY, "00:00", "02:30")));
    isOpen(night, "2026-10-25T00:29:59Z", "2026-10-25T00:30:00Z");
    isClosed(night, "2026-10-25T00:30:00Z");
    isClosed(night, "2026-10-25T01:15:00Z");
  }

  @Test
  void twoLimitsTogetherAreNeverWiderThanEither() {
    Instant noon = berlin("2026-11-03T12:00:00");
    var office = limits(List.of(OFFICE), Optional.empty());
    var untilTwo = limits(List.of(), Optional.of(berlin("2026-11-03T14:00:00")));
    assertThat(office.end(noon)).contains(berlin("2026-11-03T17:00:00"));
    assertThat(office.and(untilTwo).end(noon)).contains(berlin("2026-11-03T14:00:00"));
    assertThat(office.and(office)).isEqualTo(office);
    assertThat(Limits.NONE.and(Limits.NONE)).isEqualTo(Limits.NONE);
    assertThat(office.end(berlin("2026-11-07T12:00:00"))).contains(berlin("2026-11-07T12:00:00"));
  }

  private static Limits limits(List<Windows> windows, Optional<Instant> notAfter) {
    return new Limits(
        Optional.empty(), Optional.empty(), Optional.empty(), notAfter, windows, false);
  }
}
