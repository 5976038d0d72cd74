package dev.hoist.kernel.elevation;

import dev.hoist.kernel.elevation.Elevation.Active;
import dev.hoist.kernel.elevation.Outcome.Refused;
import dev.hoist.kernel.elevation.Outcome.Step;
import dev.hoist.kernel.elevation.Outcome.Unchanged;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Extension;
import dev.hoist.kernel.policy.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * More time for an active grant: no more than what was approved with it, and no more than what
 * policy gives at this moment (S08).
 */
final class Extending {
  private Extending() {}

  static Outcome step(Active state, Event.ExtendedBy event, Instant now) {
    if (!Lifecycle.holds(state, event.by())) {
      return Lifecycle.notYours(state);
    }
    int used = state.grant().extensions().size();
    if (event.number() != used + 1) {
      return repeated(state, event);
    }
    if (!event.holderMayAct()) {
      return denied(state, "its holder, target or role is not what it was when it was granted");
    }
    Optional<String> objection = objection(state, event.decision(), now);
    if (objection.isPresent()) {
      return denied(state, objection.get());
    }
    // What does not allow it objected before.
    Limits bounds =
        event.decision() instanceof Decision.Allowed allowed
            ? state.request().terms().limits().and(allowed.terms().limits())
            : Limits.NONE;
    return bounds
        .extension()
        .filter(most -> used < most.times())
        .map(most -> extend(state, event, most, bounds, now))
        .orElseGet(() -> denied(state, usedUp(state, bounds.extension())));
  }

  /** The same call twice has one effect (S13). */
  private static Outcome repeated(Active state, Event.ExtendedBy event) {
    List<Grant.Extended> before = state.grant().extensions();
    boolean same =
        event.number() >= 1
            && event.number() <= before.size()
            && before.get(event.number() - 1).asked().equals(event.asked());
    return same
        ? new Unchanged(state)
        : new Refused(
            Refusal.ALREADY_EXTENDED,
            state.grant().id()
                + " was extended otherwise meanwhile; look again with: hoist status");
  }

  private static Optional<String> objection(Active state, Decision decision, Instant now) {
    return Quorum.against(state, decision, now)
        .map(why -> "policy does not give it now as it was approved: " + why);
  }

  private static String usedUp(Active state, Optional<Extension> most) {
    String rule = "rule \"" + state.request().rule() + "\" ";
    return most.map(m -> rule + "allows " + times(m) + ", and that is used up")
        .orElse(rule + "allows no extension");
  }

  private static String times(Extension most) {
    return most.times() == 1 ? "one extension" : most.times() + " extensions";
  }

  private static Outcome extend(
      Active state, Event.ExtendedBy event, Extension most, Limits bounds, Instant now) {
    Duration by = event.asked().orElse(most.by());
    if (!by.isPositive() || by.compareTo(most.by()) > 0) {
      return new Refused(
          Refusal.BAD_LIMIT,
          state.grant().id()
              + " can be extended by more than nothing and at most "
              + words(most.by())
              + " at a time; try: hoist extend "
              + state.grant().id()
              + " --for "
              + words(most.by()));
    }
    Instant until = latest(state, by, bounds, now);
    if (!until.isAfter(state.grant().until())) {
      return denied(state, "nothing that was agreed to lasts longer than " + until);
    }
    Grant longer = state.grant().extended(event.asked(), until);
    return new Step(
        new Active(state.request(), state.approvals(), longer),
        List.of(new Effect.Extend(state.id())));
  }

  /** {@code PT1H30M} as people write it, {@code 1h30m}. */
  private static String words(Duration length) {
    return length.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  /** Whether more time may be had, as far as the grant itself tells. */
  static boolean possible(Active state, Instant now) {
    Limits limits = state.request().terms().limits();
    return limits
        .extension()
        .filter(most -> state.grant().extensions().size() < most.times())
        .filter(most -> latest(state, most.by(), limits, now).isAfter(state.grant().until()))
        .isPresent();
  }

  /** Whoever limited their approval agreed to no grant that is longer, extended or not. */
  private static Instant latest(Active state, Duration by, Limits bounds, Instant now) {
    Grant grant = state.grant();
    Stream<Instant> agreed =
        state.approvals().stream().flatMap(a -> a.limit().stream()).map(grant.from()::plus);
    return Stream.concat(agreed, bounds.end(now).stream())
        .reduce(grant.until().plus(by), (a, b) -> a.isBefore(b) ? a : b);
  }

  private static Outcome denied(Active state, String why) {
    return new Refused(
        Refusal.NOT_EXTENDED,
        state.grant().id()
            + " is not extended: "
            + why
            + "; ask again with: "
            + Lifecycle.askAgain(state));
  }
}
