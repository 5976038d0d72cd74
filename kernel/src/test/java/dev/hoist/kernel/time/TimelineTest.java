package dev.hoist.kernel.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Real time that passes, and how somebody turns the wall clock at the same moment. */
  record Tick(Duration passes, Duration turned) {}

  @Test
  @DisplayName("S24 a clock set back an hour does not make a minute longer")
  void setBack() {
    var line = new Timeline(NOON, 7, NOON);
    Instant now = line.now(NOON.minusSeconds(3600), 7 + MINUTE.toNanos());
    assertThat(now).isEqualTo(NOON.plus(MINUTE));
    assertThat(line.ahead()).isEqualTo(Duration.ofMinutes(61));
    assertThat(line.takeJump()).isEmpty();
  }

  @Test
  @DisplayName("S24 a clock set forward moves the line for good and is told once")
  void setForward() {
    var line = new Timeline(NOON, 0, NOON);
    Instant hourLater = NOON.plusSeconds(3600);
    assertThat(line.now(hourLater, 0)).isEqualTo(hourLater);
    assertThat(line.takeJump()).contains(new Jump(Duration.ofHours(1), hourLater));
    assertThat(line.takeJump()).isEmpty();
    assertThat(line.now(NOON, MINUTE.toNanos())).isEqualTo(hourLater.plus(MINUTE));
    assertThat(line.takeJump()).isEmpty();
  }

  @Test
  @DisplayName("S24 a clock turned forward in small steps is told as well")
  void creep() {
    var line = new Timeline(NOON, 0, NOON);
    line.now(NOON.plusMillis(1500), 0);
    assertThat(line.takeJump()).isEmpty();
    line.now(NOON.plusMillis(3000), 0);
    assertThat(line.takeJump()).contains(new Jump(Duration.ofSeconds(3), NOON.plusSeconds(3)));
  }

  @Test
  @DisplayName("S24 a clock set back between two runs does not take time back")
  void floor() {
    var line = new Timeline(NOON.minusSeconds(600), 0, NOON);
    assertThat(line.ahead()).isEqualTo(Duration.ofMinutes(10));
    assertThat(line.now(NOON.minusSeconds(600), MINUTE.toNanos())).isEqualTo(NOON.plus(MINUTE));
  }

  @Test
  @DisplayName("a thread that comes late with an older reading is told the newer time")
  void lateReader() {
    var line = new Timeline(NOON, 0, NOON);
    Instant told = line.now(NOON.plusSeconds(5), Duration.ofSeconds(5).toNanos());
    assertThat(line.now(NOON.plusSeconds(1), Duration.ofSeconds(1).toNanos())).isEqualTo(told);
    assertThat(line.now(NOON, -1)).isEqualTo(told);
  }

  @Property
  @Label("S24 however the wall clock is turned, no stretch of the line is shorter than it was")
  void neverSlower(@ForAll("ticks") List<Tick> ticks, @ForAll long firstNanos) {
    var line = new Timeline(NOON, firstNanos, NOON);
    var clocks = new Clocks(NOON, firstNanos);
    Instant before = NOON;
    for (Tick tick : ticks) {
      clocks.tick(tick);
      Instant now = line.now(clocks.wall, clocks.nanos);
      assertThat(Duration.between(before, now)).isGreaterThanOrEqualTo(tick.passes());
      assertThat(now).isAfterOrEqualTo(clocks.wall);
      before = now;
    }
  }

  @Property
  @Label("S24 every jump forward is told, and their sum is what the line gained")
  void jumpsAddUp(@ForAll("ticks") List<Tick> ticks) {
    var line = new Timeline(NOON, 0, NOON);
    var clocks = new Clocks(NOON, 0);
    Duration told = Duration.ZERO;
    Instant now = NOON;
    for (Tick tick : ticks) {
      clocks.tick(tick);
      now = line.now(clocks.wall, clocks.nanos);
      told = told.plus(line.takeJump().map(Jump::by).orElse(Duration.ZERO));
    }
    Duration gained = Duration.between(NOON, now).minusNanos(clocks.nanos);
    assertThat(gained.minus(told)).isBetween(Duration.ZERO, Timeline.TOLERANCE);
  }

  @Property
  @Label("S24 jumps nobody asked about yet add up to one")
  void untoldJumps(@ForAll("ticks") List<Tick> ticks) {
    var line = new Timeline(NOON, 0, NOON);
    var clocks = new Clocks(NOON, 0);
    Instant now = NOON;
    for (Tick tick : ticks) {
      clocks.tick(tick);
      now = line.now(clocks.wall, clocks.nanos);
    }
    Duration gained = Duration.between(NOON, now).minusNanos(clocks.nanos);
    Duration told = line.takeJump().map(Jump::by).orElse(Duration.ZERO);
    assertThat(gained.minus(told)).isBetween(Duration.ZERO, Timeline.TOLERANCE);
  }

  @Provide
  Arbitrary<List<Tick>> ticks() {
    Arbitrary<Duration> passes = millis(0, 100_000);
    Arbitrary<Duration> turned =
        Arbitraries.oneOf(Arbitraries.just(Duration.ZERO), millis(-4_000_000, 4_000_000));
    return Combinators.combine(passes, turned).as(Tick::new).list().ofMaxSize(40);
  }

  private static Arbitrary<Duration> millis(int from, int to) {
    return Arbitraries.integers().between(from, to).map(Duration::ofMillis);
  }

  /** A wall clock that somebody turns, and one that nobody can. */
  private static final class Clocks {
    private Instant wall;
    private long nanos;

    Clocks(Instant wall, long nanos) {
      this.wall = wall;
      this.nanos = nanos;
    }

    void tick(Tick tick) {
      wall = wall.plus(tick.passes()).plus(tick.turned());
      nanos += tick.passes().toNanos();
    }
  }
}
