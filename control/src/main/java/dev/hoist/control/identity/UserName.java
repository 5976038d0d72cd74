package dev.hoist.control.identity;

import java.util.Optional;
import java.util.regex.Pattern;

/** A user's name: what policy files, prompts and the audit log show. */
public record UserName(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,62}");

  public UserName {
    problem(value)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
  }

  /** What is wrong with a name, as a sentence; empty when nothing is. */
  public static Optional<String> problem(String name) {
    return SHAPE.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            "a user name has 1 to 63 of a-z 0-9 . _ @ - and begins with a letter or digit");
  }

  @Override
  public String toString() {
    return value;
  }
}
