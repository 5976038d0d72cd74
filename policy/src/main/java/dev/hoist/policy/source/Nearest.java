package dev.hoist.policy.source;

import java.util.Arrays;
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

  /** Words of a similar length that are compared; a hint is not worth more. */
  private static final int MOST = 500;

  private Nearest() {}

  /** The closest of the known words, when it is close enough to be a slip of the keys. */
  public static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    int most = word.length() <= 3 ? 1 : word.length() <= 7 ? 2 : 3;
    String meant = lower(word);
    return known.stream()
        .filter(k -> k.length() <= LONGEST && Math.abs(k.length() - word.length()) <= most)
        .limit(MOST)
        .map(k -> new Candidate(k, distance(meant, lower(k), most)))
        .filter(c -> c.distance() <= most && c.distance() < c.word().length())
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::word))
        .map(Candidate::word);
  }

  /** {@code "; did you mean x?"}, or nothing. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known).map(k -> "; did you mean " + k + "?").orElse("");
  }

  /** The same, or else something to say when no known word is near. */
  public static String hint(String word, Collection<String> known, String otherwise) {
    return to(word, known).map(k -> "; did you mean " + k + "?").orElse(otherwise);
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  private record Candidate(String word, int distance) {}

  /**
   * Optimal string alignment: insert, delete, replace, or swap two neighbours, each costs one.
   *
   * @param most beyond which nobody cares; what is returned then is more than that
   */
  static int distance(String a, String b, int most) {
    int far = most + 1;
    int[][] d = new int[3][b.length() + 1]; // this line and the two above it
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = Math.min(j, far);
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] line = d[i % 3];
      int from = Math.max(1, i - far);
      int to = Math.min(b.length(), i + far);
      Arrays.fill(line, far);
      line[0] = Math.min(i, far);
      for (int j = from; j <= to; j++) {
        int replace = d[(i + 2) % 3][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        line[j] = Math.min(replace, Math.min(d[(i + 2) % 3][j], line[j - 1]) + 1);
        if (swapped(a, b, i, j)) {
          line[j] = Math.min(line[j], d[(i + 1) % 3][j - 2] + 1);
        }
      }
    }
    return d[a.length() % 3][b.length()];
  }

  private static boolean swapped(String a, String b, int i, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
