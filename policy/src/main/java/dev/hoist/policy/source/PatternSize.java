package dev.hoist.policy.source;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts how large a pattern grows when its repetitions are written out: never too small, and
 * whatever is not understood counts as if it were repeated. Not a check of the syntax.
 */
final class PatternSize {
  private static final long TOO_LARGE = Integer.MAX_VALUE;

  private final String text;
  private final Deque<Long> outside = new ArrayDeque<>();
  private int at;
  private long sum;
  private long last;

  private PatternSize(String text) {
    this.text = text;
  }

  static int of(String text) {
    var size = new PatternSize(text);
    while (size.at < text.length()) {
      size.step(text.charAt(size.at));
    }
    while (!size.outside.isEmpty()) {
      size.close();
    }
    return (int) Math.min(TOO_LARGE, size.sum);
  }

  private void step(char c) {
    switch (c) {
      case '(' -> {
        outside.push(sum);
        sum = 0;
        last = 0;
        at++;
      }
      case ')' -> {
        close();
        at++;
      }
      case '[' -> {
        skipClass();
        atom();
      }
      case '\\' -> escape();
      case '{' -> repeat();
      case '*', '+', '?' -> {
        last++;
        sum++;
        at++;
      }
      default -> {
        at++;
        atom();
      }
    }
  }

  private void atom() {
    last = 1;
    sum = Math.min(TOO_LARGE, sum + 1);
  }

  private void close() {
    last = sum + 1;
    sum = Math.min(TOO_LARGE, (outside.isEmpty() ? 0 : outside.pop()) + last);
  }

  /** A backslash and what belongs to it. */
  private void escape() {
    boolean braced =
        at + 2 < text.length() && "xpP".indexOf(text.charAt(at + 1)) >= 0 && is('{', at + 2);
    int end = braced ? text.indexOf('}', at) + 1 : at + 2;
    at = end <= at ? text.length() : end;
    atom();
  }

  private boolean is(char c, int where) {
    return where < text.length() && text.charAt(where) == c;
  }

  private void skipClass() {
    at++;
    at += is('^', at) ? 1 : 0;
    at += is(']', at) ? 1 : 0;
    while (at < text.length() && !is(']', at)) {
      int named = is('[', at) && is(':', at + 1) ? text.indexOf(":]", at) : -1;
      at = named >= 0 ? named + 2 : at + (is('\\', at) ? 2 : 1);
    }
    at++;
  }

  /** {@code {n}}, {@code {n,}} or {@code {n,m}}: the larger number counts. */
  private void repeat() {
    int end = text.indexOf('}', at);
    long most = 1;
    for (String number : end < 0 ? new String[0] : text.substring(at + 1, end).split(",", -1)) {
      most = Math.max(most, number(number));
    }
    long more = Math.min(TOO_LARGE, last * most) - last;
    last = Math.min(TOO_LARGE, last + more);
    sum = Math.min(TOO_LARGE, sum + more);
    at = most == 1 ? at + 1 : end + 1;
  }

  private static long number(String digits) {
    boolean number =
        !digits.isEmpty()
            && digits.length() <= 9
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Long.parseLong(digits) : 1;
  }
}
