package dev.hoist.policy.diff;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The users whom a condition names. */
final class Names {
  private static final String LITERAL = "(?:\"[^\"\\\\]{1,128}\"|'[^'\\\\]{1,128}')";
  private static final String LIST = "\\[\\s*" + LITERAL + "(?:\\s*,\\s*" + LITERAL + ")*\\s*\\]";

  /** Compared with names that stand there, and with nothing that is made of them. */
  private static final Pattern SPELLED_OUT =
      Pattern.compile(
          "\\bsubject\\.name\\s*(?:[!=]=\\s*" + LITERAL + "|in\\s*" + LIST + ")(?!\\s*[+.\\[?])");

  /** What the files tell of everybody, or what is unknown and told as a condition anyway. */
  private static final Pattern OF_ANYBODY =
      Pattern.compile("\\bsubject\\.(?:groups|kind|attributes|mfa_age)\\b");

  private static final Pattern SUBJECT = Pattern.compile("\\bsubject\\b");
  private static final Pattern QUOTED = Pattern.compile(LITERAL);

  private Names() {}

  /**
   * Whether whoever is not among {@link #in} is treated like all others who are not: the subject's
   * name is compared with quoted names only. Where that cannot be seen at once, it is not so.
   */
  static boolean areSpelledOut(String condition) {
    String rest = SPELLED_OUT.matcher(condition).replaceAll("");
    return !SUBJECT.matcher(OF_ANYBODY.matcher(rest).replaceAll("")).find();
  }

  /** What may be names of users: whatever is quoted. */
  static Stream<String> in(String condition) {
    return QUOTED
        .matcher(condition)
        .results()
        .map(quoted -> quoted.group().substring(1, quoted.group().length() - 1));
  }
}
