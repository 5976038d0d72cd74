package dev.hoist.control.change;

import static dev.hoist.control.change.ChangeWorld.A;
import static dev.hoist.control.change.ChangeWorld.B;
import static dev.hoist.control.change.ChangeWorld.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.elevation.Changes;
import dev.hoist.control.elevation.Stored;
import dev.hoist.kernel.change.PolicyChange;
import dev.hoist.kernel.change.PolicyChange.Why;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of a change, what follows from it, and who sees that. */
final class PolicyOutcomeTest extends ChangeTest {
  @Test
  void aChangeOfAnOlderPolicyIsOver() throws IOException {
    StoredChange push = its.pushed(ana(), with(A, "more"), B);
    its.put(with(B, "by hand"));
    its.folder.look();
    its.folder.look();

    assertThat(its.now(push)).isInstanceOf(PolicyChange.Dropped.class);
    assertThat(why(its.approve(push, dana()))).isEqualTo(Refusal.TOO_LATE);
    assertThat(its.inForce()).containsExactly(A, with(B, "by hand"));
  }

  @Test
  void aPushOfSomeoneWhoWasDisabledIsOver() {
    StoredChange push = its.pushed(ana(), with(A, "more"), B);
    its.world.people.disable(ana());

    assertThat(why(its.approve(push, dana()))).isEqualTo(Refusal.TOO_LATE);
    assertThat(its.inForce()).containsExactly(A, B);
  }

  @Test
  void deniedWithdrawnAndLapsedStayOut() {
    StoredChange denied = its.pushed(ana(), with(A, "1"), B);
    StoredChange withdrawn = its.pushed(ana(), with(A, "2"), B);
    StoredChange lapsed = its.pushed(ana(), with(A, "3"), B);
    assertThat(why(its.changes.deny(denied.id(), its.root, "no")))
        .isEqualTo(Refusal.NOT_AN_APPROVER);
    done(its.changes.deny(denied.id(), dana(), "no"));
    assertThat(why(its.changes.withdraw(withdrawn.id(), dana()))).isEqualTo(Refusal.NOT_YOURS);
    done(its.changes.withdraw(withdrawn.id(), ana()));
    its.world.pass(Duration.ofDays(7));

    assertThat(its.changes.inbox(dana())).isEmpty();
    assertThat(why(its.approve(lapsed, dana()))).isEqualTo(Refusal.TOO_LATE);
    assertThat(Stream.of(denied, withdrawn, lapsed).map(c -> (PolicyChange.Dropped) its.now(c)))
        .extracting(PolicyChange.Dropped::why)
        .containsExactly(Why.DENIED, Why.WITHDRAWN, Why.LAPSED);
    assertThat(its.inForce()).containsExactly(A, B);
  }

  @Test
  void whoWaitsIsToldThatItLapsed() {
    StoredChange push = its.pushed(ana(), with(A, "more"), B);
    List<PolicyChange> seen = new ArrayList<>();
    try (Changes.Watch _ = its.changes.announced().watch(c -> seen.add(c.state()))) {
      its.changes.lapse();
      assertThat(seen).isEmpty();
      its.world.pass(Duration.ofDays(7));
      its.changes.lapse();
    }
    assertThat(seen).singleElement().isEqualTo(its.now(push));
    var lapsed = Set.of(ChangeQuery.Outcome.LAPSED);
    assertThat(
            its.changes
                .list(new ChangeQuery(Optional.of(ana().id()), lapsed, Optional.empty(), 5))
                .items())
        .extracting(StoredChange::id)
        .containsExactly(push.id());
  }

  @Test
  @DisplayName("S08 what waits is decided again after a push, and only narrows")
  void pendingRequestsNarrow() {
    Stored fix = its.world.opened(ana(), "fix");
    done(its.approve(its.pushed(ana(), with(A, "two for fix"), B), dana()));

    var waiting = (Elevation.Pending) its.world.now(fix.id());
    assertThat(waiting.missing()).isEqualTo(2);
    assertThat(waiting.request().digest()).isNotEqualTo(fix.elevation().request().digest());

    var base = its.log.list(Optional.empty(), 2).items().getLast().hash();
    var back = (Proposed.Opened) its.changes.rollback(ana(), base, Optional.empty());
    done(its.approve(back.change(), dana()));
    assertThat(((Elevation.Pending) its.world.now(fix.id())).missing()).isEqualTo(2);
  }
}
