package dev.hoist.control.api;

import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.wire.ProblemCode;
import java.util.regex.Pattern;

/** Ids as people write them. */
final class Ids {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private Ids() {}

  static RequestId request(String id) {
    return new RequestId(number(id, "R-", "request"));
  }

  static GrantId grant(String id) {
    return new GrantId(number(id, "G-", "grant"));
  }

  static SessionId session(String id) {
    return new SessionId(number(id, "S-", "session"));
  }

  private static long number(String id, String prefix, String what) {
    if (!id.startsWith(prefix) || !NUMBER.matcher(id.substring(prefix.length())).matches()) {
      throw ApiException.of(
          ProblemCode.NOT_FOUND,
          "that is not the id of a " + what + "; one looks like " + prefix + "7");
    }
    return Long.parseLong(id.substring(prefix.length()));
  }
}
