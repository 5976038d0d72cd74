package dev.hoist.control.api;

import dev.hoist.control.elevation.Names;
import dev.hoist.control.identity.UserName;
import dev.hoist.control.identity.Users;
import dev.hoist.wire.ProblemCode;
import java.util.Collection;
import java.util.List;

/** What to say about a name that nobody has. */
final class Hints {
  private Hints() {}

  static ApiException noUser(String typed, Users users) {
    return UserName.problem(typed)
        .map(problem -> ApiException.of(ProblemCode.NOT_FOUND, "no such user: " + problem))
        .orElseGet(() -> none("user", typed, users.names()));
  }

  static ApiException none(String what, String typed, Collection<String> known) {
    List<String> near = Names.near(typed, known);
    String hint = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    return ApiException.of(ProblemCode.NOT_FOUND, "there is no " + what + " " + typed + hint);
  }
}
