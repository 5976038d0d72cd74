package dev.hoist.control.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.facts.Sighting;
import dev.hoist.kernel.change.PolicyChange;
import dev.hoist.kernel.elevation.Refusal;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.spi.Person;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Files of which whoever is on call is an owner. */
final class OnCallOwnersTest extends ChangeTest {
  private static final PolicyFile A = ChangeWorld.A;
  private static final PolicyFile C = new PolicyFile("c.yaml", "c\nowner on_call:primary\n");
  private static final PolicyFile MORE = ChangeWorld.with(C, "more");

  @BeforeEach
  void ownedByWhoIsOnCall() throws IOException {
    its.put(C);
    its.folder.look();
    its.folder.look();
    assertThat(its.inForce()).contains(C);
  }

  private StoredChange pushed() {
    return its.pushed(its.world.ana, A, ChangeWorld.B, MORE);
  }

  @Test
  void whoIsOnCallAgreesAndWhatWasSeenIsKept() {
    its.world.duty.onCall("primary", "lee");
    StoredChange push = pushed();
    assertThat(its.changes.inbox(its.world.lee)).hasSize(1);
    assertThat(its.changes.inbox(its.world.dana)).isEmpty();
    assertThat(why(its.approve(push, its.world.dana))).isEqualTo(Refusal.NOT_AN_APPROVER);

    done(its.approve(push, its.world.lee));
    assertThat(its.inForce()).contains(MORE);
    assertThat(its.store.seen(push.id()))
        .singleElement()
        .satisfies(
            seen -> {
              assertThat(seen.fact()).isEqualTo("on_call.primary");
              assertThat(seen.at()).isEqualTo(its.world.time().now());
              assertThat(seen.people()).extracting(Person::name).containsExactly("lee");
            });
  }

  @Test
  @DisplayName("S10 whoever is on call does not agree to their own push")
  void notTheirOwn() {
    its.world.duty.onCall("primary", "ana");
    assertThat(why(its.approve(pushed(), its.world.ana))).isEqualTo(Refusal.SELF_APPROVAL);
  }

  @Test
  @DisplayName("S14 with the last yes, everyone's duty is looked at again")
  void lookedAtAgain() {
    its.world.duty.onCall("primary", "lee");
    StoredChange push = its.pushed(its.world.dana, A, ChangeWorld.with(ChangeWorld.B, "x"), MORE);
    done(its.approve(push, its.world.lee));
    its.world.duty.onCall("primary", "root");

    done(its.approve(push, its.world.ana));
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Pending.class);
    assertThat(its.inForce()).contains(C);
    done(its.approve(push, its.root));
    assertThat(its.inForce()).contains(MORE);
    assertThat(its.store.seen(push.id()))
        .flatExtracting(Sighting::people)
        .extracting(Person::name)
        .containsExactly("lee", "root", "root");
  }

  @Test
  @DisplayName("S14 what nobody can tell makes nobody an owner, also of what they agreed to before")
  void unknownIsNo() {
    its.world.duty.onCall("primary", "lee");
    StoredChange push = its.pushed(its.world.dana, A, ChangeWorld.with(ChangeWorld.B, "x"), MORE);
    done(its.approve(push, its.world.lee));
    its.world.duty.down(true);
    done(its.approve(push, its.world.ana));
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Pending.class);
    its.world.duty.down(false);
    its.world.duty.hangs(true);
    assertThat(its.changes.inbox(its.root)).isEmpty();
    done(its.approve(push, its.world.ana));
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Pending.class);
    assertThat(its.store.seen(push.id()))
        .last()
        .satisfies(s -> assertThat(s.unknown()).isPresent());

    its.world.duty.hangs(false);
    done(its.approve(push, its.world.ana));
    assertThat(its.inForce()).contains(MORE);
  }

  @Test
  void whereNobodyOnCallOwnsAnythingNobodyIsAsked() {
    int asked = its.world.duty.asked();
    StoredChange push = its.pushed(its.world.ana, ChangeWorld.with(A, "x"), ChangeWorld.B, C);
    done(its.approve(push, its.world.dana));
    assertThat(its.store.seen(push.id())).isEmpty();
    assertThat(its.world.duty.asked()).isEqualTo(asked);
  }
}
