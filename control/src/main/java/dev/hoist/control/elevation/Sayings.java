package dev.hoist.control.elevation;

import dev.hoist.kernel.elevation.Particulars;
import dev.hoist.kernel.policy.Value;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Bounds of what a requester may say besides the reason. */
public final class Sayings {
  /** The most answers. */
  public static final int MOST = 50;

  // The names that policy gives to its questions.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private Sayings() {}

  /** What is wrong, as a sentence that begins with the field; empty when nothing is. */
  public static Optional<String> problem(Particulars said) {
    if (said.fields().size() > MOST) {
      return Optional.of("fields: at most " + MOST + " answers");
    }
    Stream<String> ticket =
        said.ticket().stream()
            .flatMap(text -> FreeText.TICKET.problem(text).stream())
            .map(problem -> "ticket: " + problem);
    return Stream.concat(
            ticket, said.fields().entrySet().stream().flatMap(e -> problem(e).stream()))
        .findFirst();
  }

  private static Optional<String> problem(Map.Entry<String, Value> answer) {
    if (!NAME.matcher(answer.getKey()).matches()) {
      return Optional.of(
          "fields: a name has 1 to 63 letters, digits, dots, dashes and underscores");
    }
    return answer.getValue() instanceof Value.Text text
        ? FreeText.ANSWER
            .problem(text.text())
            .map(problem -> "fields." + answer.getKey() + ": " + problem)
        : Optional.empty();
  }

  static void check(Particulars said) {
    problem(said)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
  }
}
