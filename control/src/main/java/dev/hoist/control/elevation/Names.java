package dev.hoist.control.elevation;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that someone may have meant. */
public final class Names {
  private static final int MOST = 3;

  private Names() {}

  /** At most three names that are close to {@code typed}, the closest first. */
  public static List<String> near(String typed, Collection<String> known) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    int furthest = Math.max(2, wanted.length() / 3);
    return known.stream()
        .filter(name -> close(wanted, name.toLowerCase(Locale.ROOT), furthest))
        .sorted(
            Comparator.comparingInt((String name) -> edits(wanted, name.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .toList();
  }

  private static boolean close(String wanted, String name, int furthest) {
    return name.contains(wanted) || edits(wanted, name) <= furthest;
  }

  /** Levenshtein's distance, on texts no longer than the names that policy allows. */
  static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + change);
        diagonal = row[j];
        row[j] = least;
      }
    }
    return row[b.length()];
  }
}
