package dev.hoist.policy.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word that was probably meant. */
public final class Nearest {
  /**
   * Longer words are not compared: nobody mistypes them by two letters, and the work is bounded.
   */
  private static final int LONGEST = 64;

  private Nearest() {}

  /** The closest of the known words, when it is close enough to be a slip of the keys. */
  public static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    int most = word.length() <= 3 ? 1 : word.length() <= 7 ? 2 : 3;
    return known.stream()
        .filter(k -> k.length() <= LONGEST && Math.abs(k.length() - word.length()) <= most)
        .map(k -> new Candidate(k, distance(lower(word), lower(k))))
        .filter(c -> c.distance() <= most && c.distance() < c.word().length())
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::word))
        .map(Candidate::word);
  }

  /** {@code "; did you mean x?"}, or nothing. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known).map(k -> "; did you mean " + k + "?").orElse("");
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  private record Candidate(String word, int distance) {}

  /** Optimal string alignment: insert, delete, replace, or swap two neighbours, each costs one. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (swapped(a, b, i, j)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  private static boolean swapped(String a, String b, int i, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
