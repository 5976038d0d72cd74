package dev.hoist.postgres.connector;

import java.util.ArrayList;
import java.util.List;

/**
 * What a role owns in a database, in words that stay short however much it is.
 *
 * @param some the first of it, described by the server
 */
record Owned(long count, List<String> some) {
  static final int SHOWN = 20;

  boolean isEmpty() {
    return count == 0;
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>(some);
    if (count > some.size()) {
      words.add("and " + (count - some.size()) + " more");
    }
    return String.join(", ", words);
  }
}
