package dev.hoist.policy.source;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as policy writes them: {@code 45s}, {@code 30m}, {@code 1h30m}, {@code 2d}. */
public final class Durations {
  public static final String FORM = "a duration such as 45s, 30m, 1h30m or 2d";

  private static final Pattern PATTERN =
      Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

  private Durations() {}

  /** Empty when the text is not a duration; zero is one. */
  public static Optional<Duration> parse(String text) {
    Matcher m = PATTERN.matcher(text);
    if (text.isEmpty() || !m.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(part(m, 1))
            .plusHours(part(m, 2))
            .plusMinutes(part(m, 3))
            .plusSeconds(part(m, 4)));
  }

  private static long part(Matcher m, int group) {
    String digits = m.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** The shortest form that {@link #parse} reads back; fractions of a second are dropped. */
  public static String show(Duration duration) {
    if (duration.isNegative()) {
      return "-" + show(duration.negated());
    }
    var shown = new StringBuilder();
    unit(shown, duration.toDays(), "d");
    unit(shown, duration.toHoursPart(), "h");
    unit(shown, duration.toMinutesPart(), "m");
    unit(shown, duration.toSecondsPart(), "s");
    return shown.isEmpty() ? "0s" : shown.toString();
  }

  private static void unit(StringBuilder shown, long value, String unit) {
    if (value > 0) {
      shown.append(value).append(unit);
    }
  }
}
