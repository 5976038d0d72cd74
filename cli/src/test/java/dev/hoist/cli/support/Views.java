package dev.hoist.cli.support;

import dev.hoist.wire.AftercareView;
import dev.hoist.wire.ApprovalView;
import dev.hoist.wire.Availability;
import dev.hoist.wire.EndView;
import dev.hoist.wire.EscalationView;
import dev.hoist.wire.ExtensionView;
import dev.hoist.wire.GrantView;
import dev.hoist.wire.LimitsView;
import dev.hoist.wire.Need;
import dev.hoist.wire.OfferView;
import dev.hoist.wire.Page;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the server would say. */
public final class Views {
  public static final String DIGEST = "ab".repeat(32);

  private static final LimitsView LIMITS =
      new LimitsView(
          Optional.of(Duration.ofMinutes(15)),
          Optional.of(new ExtensionView(Duration.ofHours(1), 2)));

  private Views() {}

  public static RequestView pending() {
    return request(RequestState.PENDING, List.of(), Optional.empty());
  }

  /** Like {@link #pending}, for another role. */
  public static RequestView other(String role) {
    return request(role, RequestState.PENDING, List.of(), Optional.empty());
  }

  public static RequestView active() {
    return request(
        RequestState.ACTIVE,
        List.of(
            new ApprovalView(
                "dana", 1, Optional.of(Duration.ofMinutes(1)), "ok, one row", TestLine.NOW)),
        Optional.empty());
  }

  public static RequestView ended(RequestState state, String cause, Optional<String> by) {
    return request(state, List.of(), Optional.of(new EndView(cause, by, "", TestLine.NOW)));
  }

  public static RequestView request(
      RequestState state, List<ApprovalView> approvals, Optional<EndView> end) {
    return request("fix", state, approvals, end);
  }

  private static RequestView request(
      String role, RequestState state, List<ApprovalView> approvals, Optional<EndView> end) {
    boolean granted = state == RequestState.ACTIVE;
    return new RequestView(
        "R-7",
        state,
        "ana",
        "orders",
        role,
        "postgres",
        Duration.ofMinutes(2),
        granted ? Optional.of(Duration.ofMinutes(1)) : Optional.empty(),
        Optional.of("requeue order 8812"),
        Optional.empty(),
        Map.of(),
        false,
        "one approval for writes",
        approvals,
        List.of(new Need(1, List.of("group:leads"), granted ? 0 : 1)),
        granted ? List.of() : List.of("dana", "lee"),
        DIGEST,
        TestLine.NOW,
        granted ? Optional.empty() : Optional.of(TestLine.NOW.plusSeconds(1800)),
        granted ? Optional.of(TestLine.NOW.plusSeconds(60)) : Optional.empty(),
        end,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public static RequestView breakingGlass() {
    return new RequestView(
        "R-7",
        RequestState.PENDING,
        "ana",
        "orders",
        "fix",
        "postgres",
        Duration.ofMinutes(2),
        Optional.empty(),
        Optional.of("requeue order 8812"),
        Optional.of("ORD-17"),
        Map.of("host", "web-3"),
        true,
        "break glass",
        List.of(),
        List.of(
            new Need(
                1,
                List.of("group:leads"),
                1,
                Optional.of(
                    new EscalationView(Duration.ofMinutes(10), List.of("on_call:payments"))))),
        List.of("dana", "lee"),
        DIGEST,
        TestLine.NOW,
        Optional.of(TestLine.NOW.plusSeconds(1800)),
        Optional.empty(),
        Optional.empty(),
        Optional.of(LIMITS),
        Optional.of(
            new AftercareView(
                List.of("group:leads"), Optional.of(Duration.ofDays(1)), List.of("group:leads"))),
        Optional.empty(),
        Optional.empty());
  }

  public static GrantView grant(String id, Instant until) {
    return grant(id, until, 0);
  }

  /** The same, extended once. */
  public static GrantView extended(String id, Instant until) {
    return grant(id, until, 1);
  }

  private static GrantView grant(String id, Instant until, int extensions) {
    return new GrantView(
        id,
        "R" + id.substring(1),
        RequestState.ACTIVE,
        "ana",
        "orders",
        "fix",
        "postgres",
        TestLine.NOW,
        until,
        extensions,
        Optional.of(LIMITS),
        Optional.of(until.minusSeconds(720)),
        Optional.empty());
  }

  public static OfferView offer(String role, Availability how, String why) {
    return new OfferView(
        "orders",
        "postgres",
        role,
        how,
        how == Availability.APPROVAL ? 1 : 0,
        how == Availability.NO ? Optional.empty() : Optional.of(Duration.ofMinutes(90)),
        Optional.of(why).filter(w -> !w.isEmpty()),
        how == Availability.CONNECT ? Optional.of("G-3") : Optional.empty());
  }

  public static <T> Page<T> page(List<T> items) {
    return new Page<>(items, Optional.empty());
  }
}
