package dev.hoist.control.elevation;

import java.util.Optional;

/**
 * What people may write into a field that others will read: bounded, printable, and reading the way
 * it is stored. Control characters would rewrite a terminal, and bidirectional overrides make a
 * text show as another.
 */
public enum FreeText {
  REASON("a reason", 2_000),
  NOTE("a note", 2_000),
  NAME("a name", 200),
  TICKET("a ticket", 200),
  ANSWER("an answer", 2_000),
  KEY("an idempotency key", 200);

  private final String what;
  private final int longest;

  FreeText(String what, int longest) {
    this.what = what;
    this.longest = longest;
  }

  /** What is wrong with a text, as a sentence; empty when nothing is. */
  public Optional<String> problem(String text) {
    if (text.length() > longest) {
      return Optional.of(
          what + " has at most " + longest + " characters; this one has " + text.length());
    }
    return text.codePoints()
        .filter(FreeText::hidden)
        .mapToObj(
            point ->
                "%s holds no control or direction marks; this one has U+%04X"
                    .formatted(what, point))
        .findFirst();
  }

  /** As {@link #problem}, for texts that were looked at before. */
  void check(String text) {
    problem(text)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
  }

  private static boolean hidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.FORMAT -> directs(point);
      default -> false;
    };
  }

  // Joiners (U+200C, U+200D) are part of many scripts and of emoji; marks that turn text round are
  // not.
  private static boolean directs(int point) {
    return point != 0x200C && point != 0x200D;
  }
}
