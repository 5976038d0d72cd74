package dev.hoist.policy.format;

import java.util.List;

/** A piece of a file, with what matters for its looks. Positions are indices of code points. */
sealed interface Part {
  int start();

  int end();

  /**
   * A single value.
   *
   * @param text what it says
   * @param raw how it is written
   */
  record Word(int start, int end, String text, Style style, String raw) implements Part {
    boolean isNothing() {
      return style == Style.PLAIN && text.isEmpty();
    }

    boolean isOnLines() {
      return raw.indexOf('\n') >= 0 || raw.indexOf('\r') >= 0;
    }
  }

  /** How a value is quoted. */
  enum Style {
    PLAIN,
    QUOTED,
    LITERAL,
    FOLDED
  }

  /**
   * Values in order: by keys, or as a list.
   *
   * @param keyed whether each has a key
   * @param flow whether it is in brackets
   * @param items in order
   * @param foot comments behind the last item; on lines of their own
   */
  record Group(int start, int end, boolean keyed, boolean flow, List<Item> items, List<Note> foot)
      implements Part {

    /** In one file nothing else of its sort begins at its place. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Group g && g.start == start && g.keyed == keyed;
    }

    @Override
    public int hashCode() {
      return start;
    }

    /** Whether it can only be written on lines of its own. */
    boolean needsLines() {
      return !items.isEmpty()
          && (!flow || !foot.isEmpty() || items.stream().anyMatch(Item::needsLines));
    }
  }

  /**
   * A comment.
   *
   * @param column from 0
   * @param alone whether it has a line of its own
   * @param apart whether an empty line is before it
   */
  record Note(int start, String text, int column, boolean alone, boolean apart) {}
}
