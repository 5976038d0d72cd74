package dev.hoist.control.elevation;

import dev.hoist.kernel.elevation.Particulars;
import dev.hoist.kernel.identity.Subject;
import java.time.Duration;
import java.util.Optional;

/**
 * What someone asks for. Their groups are not part of it: the engine asks {@link Subjects}.
 *
 * @param length how long; longer than nothing
 * @param reason free text, see {@link FreeText}
 * @param said what is said besides, bounded by {@link Sayings}
 * @param idempotencyKey the same key of the same requester gives the same request again; at most
 *     200 characters
 */
public record Ask(
    Subject requester,
    String target,
    String role,
    Duration length,
    Optional<String> reason,
    Particulars said,
    Optional<String> idempotencyKey) {
  /** The longest that can be asked for, whatever policy says. */
  public static final Duration LONGEST = Duration.ofDays(30);

  public Ask {
    if (!length.isPositive() || length.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a grant lasts longer than nothing and at most 30 days; ask for example for 30m");
    }
    FreeText.NAME.check(target);
    FreeText.NAME.check(role);
    reason.ifPresent(FreeText.REASON::check);
    Sayings.check(said);
    idempotencyKey.ifPresent(FreeText.KEY::check);
  }

  /** The same, with what is said besides put another way. */
  Ask saying(Particulars words) {
    return new Ask(requester, target, role, length, reason, words, idempotencyKey);
  }

  /** Nothing is said besides the reason. */
  public Ask(
      Subject requester,
      String target,
      String role,
      Duration length,
      Optional<String> reason,
      Optional<String> idempotencyKey) {
    this(requester, target, role, length, reason, Particulars.NONE, idempotencyKey);
  }
}
