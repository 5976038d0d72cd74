package dev.hoist.control.api;

import dev.hoist.control.elevation.FreeText;
import dev.hoist.wire.ProblemCode;
import java.util.Optional;

/** Texts that people send, looked at before anything else sees them. */
final class Texts {
  private static final int LONGEST_NAME = 200;

  private Texts() {}

  static String check(String field, FreeText kind, String text) {
    kind.problem(text)
        .ifPresent(
            problem -> {
              throw ApiException.of(ProblemCode.INVALID, field + ": " + problem);
            });
    return text;
  }

  /** A note that may be left out. */
  static String note(Optional<String> note) {
    return check("note", FreeText.NOTE, note.orElse(""));
  }

  /** A reason that may not. */
  static String reason(String reason) {
    if (reason.isBlank()) {
      throw ApiException.of(ProblemCode.INVALID, "reason: say why, others will ask");
    }
    return check("reason", FreeText.REASON, reason);
  }

  /** The name of a target or role; what is far too long is not compared with the known ones. */
  static String name(String field, String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME || !printable(name)) {
      throw ApiException.of(
          ProblemCode.INVALID,
          field + ": a name has 1 to " + LONGEST_NAME + " printable characters; see: hoist ls");
    }
    return name;
  }

  private static boolean printable(String text) {
    return FreeText.KEY.problem(text).isEmpty();
  }
}
