package dev.hoist.cli.show;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 90s}, {@code 30m}, {@code 1h30m}, {@code 2d}. */
public final class Lengths {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");
  private static final Duration LONGEST = Duration.ofDays(30);

  private Lengths() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException naming the value, what is wrong with it, and an example
   */
  public static Duration parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (text.isBlank() || !form.matches()) {
      throw bad(
          text, text.strip().startsWith("-") ? "is not more than zero" : "is not a length of time");
    }
    Duration length =
        Duration.ofDays(number(form, 1))
            .plusHours(number(form, 2))
            .plusMinutes(number(form, 3))
            .plusSeconds(number(form, 4));
    if (length.isZero()) {
      throw bad(text, "is not more than zero");
    }
    if (length.compareTo(LONGEST) > 0) {
      throw bad(text, "is longer than 30 days");
    }
    return length;
  }

  private static long number(Matcher form, int group) {
    String digits = form.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static IllegalArgumentException bad(String text, String what) {
    return new IllegalArgumentException(
        "'" + Clean.line(text, 40) + "' " + what + "; write it like 30m or 1h30m");
  }

  /** Writes one as {@link #parse} reads it; parts of a second are dropped. */
  public static String show(Duration length) {
    if (length.toSeconds() <= 0) {
      return "0s";
    }
    var out = new StringBuilder();
    part(out, length.toDaysPart(), 'd');
    part(out, length.toHoursPart(), 'h');
    part(out, length.toMinutesPart(), 'm');
    part(out, length.toSecondsPart(), 's');
    return out.toString();
  }

  private static void part(StringBuilder out, long count, char unit) {
    if (count > 0) {
      out.append(count).append(unit);
    }
  }
}
