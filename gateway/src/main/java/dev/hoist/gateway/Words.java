package dev.hoist.gateway;

import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.Lifecycle;
import dev.hoist.kernel.session.Authorized;
import java.time.Duration;
import java.util.Optional;

/** What clients are told, and how it is made safe for a log line. */
final class Words {
  static final String UNRECORDED =
      "this session cannot be recorded, so it cannot go on; tell whoever runs hoist";

  static final String FULL = "the gateway holds as many sessions as it may; try again shortly";

  static final String UNCHECKED = "access cannot be checked now; try again shortly";

  private static final int LOG_LENGTH = 300;

  private Words() {}

  static String ended(Authorized pass, EndCause cause) {
    return "grant "
        + pass.grant().id()
        + " on "
        + pass.target().name()
        + " ended: "
        + cause.words();
  }

  /** What to say when the grant ended while it was checked; empty when it goes on. */
  static Optional<String> ifOver(Recent<EndCause> ended, LiveSession session) {
    return ended
        .of(session.pass().grant().id())
        .or(() -> session.expired() ? Optional.of(EndCause.EXPIRED) : Optional.empty())
        .map(cause -> ended(session.pass(), cause));
  }

  static String askAgain(Authorized pass) {
    return "ask again with: " + Lifecycle.askAgain(pass.elevation());
  }

  static String extend(Authorized pass) {
    return "get more time with: hoist extend " + pass.grant().id();
  }

  static String connectAgain(Authorized pass) {
    return "connect again; grant " + pass.grant().id() + " goes on";
  }

  static String endsUnused(Duration left) {
    return endsIn(left) + " unless it is used";
  }

  static String useIt(Authorized pass) {
    return "run anything to keep it, or give it back with: hoist done " + pass.grant().id();
  }

  static String endsIn(Duration left) {
    return "access ends in "
        + (left.toMinutes() > 0 ? left.toMinutes() + " min" : left.toSeconds() + " s");
  }

  /** Text that a peer may have chosen, as one short line. */
  static String oneLine(String text) {
    String cut = text.length() > LOG_LENGTH ? text.substring(0, LOG_LENGTH) + "…" : text;
    return cut.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]", "?");
  }
}
