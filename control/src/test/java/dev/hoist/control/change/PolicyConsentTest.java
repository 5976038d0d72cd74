package dev.hoist.control.change;

import static dev.hoist.control.change.ChangeWorld.A;
import static dev.hoist.control.change.ChangeWorld.B;
import static dev.hoist.control.change.ChangeWorld.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.kernel.change.PolicyChange;
import dev.hoist.kernel.change.PolicyChange.Why;
import dev.hoist.kernel.elevation.Digest;
import dev.hoist.kernel.elevation.Refusal;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyOrigin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who has to agree to a change of the policy, and to what. */
final class PolicyConsentTest extends ChangeTest {
  @Test
  @DisplayName("S10 nobody approves their own push, neither as an owner nor as an administrator")
  void nobodyApprovesTheirOwn() {
    StoredChange owners = its.pushed(dana(), with(A, "more"), B);
    assertThat(why(its.approve(owners, dana()))).isEqualTo(Refusal.SELF_APPROVAL);
    done(its.approve(owners, its.world.lee));

    StoredChange fresh = its.pushed(its.root, with(A, "more"), B, new PolicyFile("c.yaml", "c\n"));
    assertThat(why(its.approve(fresh, its.root))).isEqualTo(Refusal.SELF_APPROVAL);
    assertThat(its.world.told("refused")).hasSize(2);
  }

  @Test
  @DisplayName(
      "S10 a held account decides nothing, and a yes between an account and its maker is told")
  void accountsMadeByTheAuthor() {
    StoredChange push = its.pushed(ana(), with(A, "more"), B);
    its.world.people.hold(dana(), "leads");
    assertThat(why(its.approve(push, dana()))).isEqualTo(Refusal.NOT_AN_APPROVER);

    its.world.people.regroup(dana(), "leads");
    its.kin = true;
    done(its.approve(push, dana()));
    assertThat(its.world.told("alarm")).singleElement().asString().contains("dana decides on R-");
  }

  @Test
  @DisplayName("S10 the database refuses an author's own consent")
  void theDatabaseRefusesToo() {
    StoredChange push = its.pushed(dana(), with(A, "more"), B);

    assertThatThrownBy(
            () ->
                its.world
                    .database
                    .jdbc()
                    .sql("INSERT INTO policy_consent VALUES (?, 'x', ?, ?, now())")
                    .params(push.id().number(), dana().person().value(), dana().id().value())
                    .update())
        .hasMessageContaining("nobody agrees to their own");
  }

  @Test
  void everyFileThatChangesNeedsAnOwnerOfIts() {
    StoredChange push = its.pushed(ana(), with(A, "more"), with(B, "more"));

    assertThat(why(its.approve(push, its.root))).isEqualTo(Refusal.NOT_AN_APPROVER);
    done(its.approve(push, dana()));
    assertThat(its.inForce()).containsExactly(A, B);
    done(its.approve(push, its.world.sam));
    assertThat(its.inForce()).containsExactly(with(A, "more"), with(B, "more"));
  }

  @Test
  void ownersAreThoseOfThePolicyInForce() {
    PolicyFile taken = new PolicyFile("a.yaml", "a\nowner user:sam\n");
    StoredChange push = its.pushed(ana(), taken, B);

    assertThat(why(its.approve(push, its.world.sam))).isEqualTo(Refusal.NOT_AN_APPROVER);
    done(its.approve(push, dana()));
    assertThat(its.inForce()).containsExactly(taken, B);
  }

  @Test
  @DisplayName("S12 an approval binds the digest of exactly what was shown")
  void anApprovalBindsWhatWasShown() {
    StoredChange push = its.pushed(ana(), with(A, "more"), B);
    StoredChange other = its.pushed(ana(), with(A, "other"), B);

    Digest shown = other.state().proposal().digest();
    assertThat(why(its.changes.approve(push.id(), dana(), shown, "")))
        .isEqualTo(Refusal.STALE_DIGEST);
    assertThat(its.inForce()).containsExactly(A, B);
  }

  @Test
  @DisplayName("S13 a push approved twice has one effect")
  void approvedTwiceHasOneEffect() {
    StoredChange push = its.pushed(ana(), with(A, "more"), B);
    done(its.approve(push, dana()));
    done(its.approve(push, dana()));

    assertThat(why(its.approve(push, its.world.lee))).isEqualTo(Refusal.TOO_LATE);
    assertThat(its.world.told("approval")).hasSize(1);
  }

  @Test
  @DisplayName("S13 of two pushes on one base one is put in force, however they race")
  void twoPushesRace() throws Exception {
    for (int round = 0; round < 5; round++) {
      PolicyFile[] files = its.inForce().toArray(PolicyFile[]::new);
      StoredChange one = its.pushed(ana(), with(files[0], "one" + round), files[1]);
      StoredChange two = its.pushed(its.world.sam, with(files[0], "two" + round), files[1]);
      List<Changed> results =
          together(() -> its.approve(one, dana()), () -> its.approve(two, its.world.lee));

      assertThat(results.stream().filter(Changed.Done.class::isInstance)).hasSize(1);
      boolean first = results.getFirst() instanceof Changed.Done;
      assertThat(its.now(first ? two : one))
          .isInstanceOfSatisfying(
              PolicyChange.Dropped.class, d -> assertThat(d.why()).isEqualTo(Why.STALE));
      assertThat(its.inForce()).isEqualTo((first ? one : two).files());
      assertThat(its.folder.holds(its.inForce())).isTrue();
    }
  }

  private static List<Changed> together(Callable<Changed> one, Callable<Changed> two)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Changed> results = new ArrayList<>();
      for (Future<Changed> done : threads.invokeAll(List.of(one, two))) {
        results.add(done.get());
      }
      return results;
    }
  }

  @Test
  @DisplayName("S14 the yes of someone who is no owner any more does not count")
  void rightsAreLookedAtAgain() {
    StoredChange push = its.pushed(ana(), with(A, "more"), with(B, "more"));
    done(its.approve(push, dana()));
    its.world.people.regroup(dana(), "sre");

    done(its.approve(push, its.world.sam));
    assertThat(its.inForce()).containsExactly(A, B);
    done(its.approve(push, its.world.lee));
    assertThat(its.inForce()).containsExactly(with(A, "more"), with(B, "more"));
  }

  @Test
  void aRollbackIsAgreedToLikeAPush() throws IOException {
    var before = its.world.policies().current().orElseThrow().set().hash();
    done(its.approve(its.pushed(ana(), with(A, "more"), B), dana()));

    var back = (Proposed.Opened) its.changes.rollback(ana(), before, Optional.empty());
    assertThat(its.inForce()).containsExactly(with(A, "more"), B);
    done(its.approve(back.change(), dana()));
    assertThat(its.inForce()).containsExactly(A, B);
    assertThat(its.file("a.yaml")).isEqualTo(A.text());
    assertThat(its.log.list(Optional.empty(), 1).items().getFirst().origin().way())
        .isEqualTo(PolicyOrigin.Way.ROLLBACK);
  }
}
