package dev.hoist.control.change;

import static dev.hoist.control.change.ChangeWorld.A;
import static dev.hoist.control.change.ChangeWorld.B;
import static dev.hoist.control.change.ChangeWorld.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.control.elevation.Changes;
import dev.hoist.control.elevation.Stored;
import dev.hoist.control.policy.PolicyLog;
import dev.hoist.kernel.change.PolicyChange;
import dev.hoist.kernel.change.PolicyChange.Why;
import dev.hoist.kernel.elevation.Digest;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.Refusal;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class PolicyChangesTest {
  @TempDir Path path;
  private ChangeWorld its;

  @BeforeEach
  void start() throws IOException {
    its = new ChangeWorld(path);
  }

  @AfterEach
  void close() {
    its.close();
  }

  private static Refusal why(Changed changed) {
    assertThat(changed).isInstanceOf(Changed.Refused.class);
    return ((Changed.Refused) changed).why();
  }

  private static void done(Changed changed) {
    assertThat(changed).isInstanceOf(Changed.Done.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Subject ana() {
    return its.world.ana;
  }

  private Subject dana() {
    return its.world.dana;
  }

  @Test
  void whatItsOwnerAgreedToIsInForceAndInTheFolder() throws IOException {
    StoredChange push = its.pushed(ana(), with(A, "more"), B);
    assertThat(its.changes.inbox(dana())).hasSize(1);
    assertThat(its.changes.inbox(ana())).isEmpty();
    assertThat(its.inForce()).containsExactly(A, B);

    done(its.approve(push, dana()));
    assertThat(its.inForce()).containsExactly(with(A, "more"), B);
    assertThat(its.file("a.yaml")).isEqualTo(with(A, "more").text());
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Applied.class);
    PolicyLog.Version newest = its.log.list(Optional.empty(), 1).items().getFirst();
    assertThat(newest.origin())
        .isEqualTo(
            new PolicyOrigin(
                PolicyOrigin.Way.PUSH, Optional.of(push.id().toString()), Optional.of("ana")));
    assertThat(its.world.told("policy.proposed").getLast()).contains("changed a.yaml", "because");
    its.folder.look();
    its.folder.look();
    assertThat(its.log.list(Optional.empty(), 1).items().getFirst()).isEqualTo(newest);
  }

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
  void aRemovalNeedsTheOwnersOfWhatIsRemovedAndANewFileTheAdministrators() throws IOException {
    StoredChange push = its.pushed(ana(), B, new PolicyFile("c.yaml", "c\n"));

    done(its.approve(push, its.root));
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Pending.class);
    done(its.approve(push, dana()));
    assertThat(path.resolve("a.yaml")).doesNotExist();
    assertThat(its.file("c.yaml")).isEqualTo("c\n");
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
  void aFolderThatWasEditedIsNotOverwritten() throws IOException {
    StoredChange push = its.pushed(ana(), with(A, "more"), B);
    its.put(with(B, "by hand"));

    assertThat(why(its.approve(push, dana()))).isEqualTo(Refusal.TOO_LATE);
    assertThat(its.file("b.yaml")).isEqualTo(with(B, "by hand").text());
    assertThat(its.inForce()).containsExactly(A, B);
    assertThat(its.refused(ana(), A, with(B, "x")).why()).isEqualTo(Proposed.Why.NOT_NOW);
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../a.yaml",
        "/etc/a.yaml",
        "sub/a.yaml",
        ".a.yaml",
        "a.yml",
        "a b.yaml",
        "a\n.yaml",
        "a.yaml\0",
        "..yaml",
        "é.yaml",
        ""
      })
  void namesStayInTheFolder(String name) {
    assertThat(its.refused(ana(), A, B, new PolicyFile(name, "x")).problems().getFirst())
        .contains("a file's name is letters");
  }

  @Test
  void namesThatDifferInCaseAreOne() {
    assertThat(its.refused(ana(), A, B, new PolicyFile("A.yaml", "x")).problems())
        .containsExactly("A.yaml and a.yaml are one name on some disks");
  }

  @Test
  void whatIsNoTextOrTooLongIsRefused() {
    for (String text : List.of("a\0", "\ud800", "x".repeat((1 << 20) + 1))) {
      assertThat(its.refused(ana(), A, new PolicyFile("b.yaml", text)).why())
          .isEqualTo(Proposed.Why.UNFIT);
    }
  }

  @Test
  void whatDoesNotLoadOrFailsItsTestsOrChangesNothingIsRefused() {
    assertThat(its.refused(ana(), new PolicyFile("a.yaml", "bad"), B).problems())
        .containsExactly("a.yaml:1:1 that is bad");
    assertThat(its.refused(ana(), with(A, "untrue"), B).problems())
        .containsExactly("a.yaml:2 \"ana may\" fails");
    assertThat(its.refused(ana(), A, B).problems()).first().asString().contains("in force already");
    assertThat(its.refused(ana()).problems().getFirst()).contains("1 to 1000 files");
  }

  @Test
  void oneProposesAFewAtATime() {
    for (int i = 0; i < 3; i++) {
      its.pushed(ana(), with(A, "x" + i), B);
    }
    assertThat(its.refused(ana(), with(A, "more"), B).why()).isEqualTo(Proposed.Why.TOO_MANY);
  }

  @Test
  void nobodyWaitsForTheTestsOfAnothersPush() throws Exception {
    var asked = new CountDownLatch(1);
    var answered = new CountDownLatch(1);
    its.rehearsal =
        files -> {
          if (files.contains(with(A, "long"))) {
            asked.countDown();
            await(answered);
          }
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<StoredChange> push = threads.submit(() -> its.pushed(ana(), with(A, "long"), B));
      asked.await();
      its.pushed(dana(), with(A, "more"), B);
      assertThat(its.refused(ana(), with(A, "more"), B).why()).isEqualTo(Proposed.Why.TOO_MANY);
      answered.countDown();
      assertThat(push.get().state()).isInstanceOf(PolicyChange.Pending.class);
    } finally {
      answered.countDown();
    }
    its.pushed(ana(), with(A, "more"), B);
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

  @Test
  void whatCouldNotBeWrittenIsWrittenLaterAndStaysInForce() throws IOException {
    Path inTheWay = Files.createDirectories(path.resolve("c.yaml/x"));
    StoredChange push = its.pushed(ana(), with(A, "more"), B, new PolicyFile("c.yaml", "c\n"));
    done(its.approve(push, dana()));
    done(its.approve(push, its.root));
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Agreed.class);
    its.folder.look();
    its.folder.look();
    assertThat(its.inForce()).hasSize(3);

    its.world.restart(); // a crash in between loses nothing
    its.boot();
    assertThat(its.inForce()).hasSize(3);
    Files.delete(inTheWay);
    Files.delete(path.resolve("c.yaml"));
    its.folder.look();
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Applied.class);
    assertThat(its.file("c.yaml")).isEqualTo("c\n");
  }

  @Test
  void whatWasEditedByHandMeanwhileIsNeitherOverwrittenNorDeleted() throws IOException {
    StoredChange push = agreedButNotWritten();
    PolicyFile byHand = with(B, "by hand");
    PolicyFile deny = new PolicyFile("deny.yaml", "deny\n");
    its.put(byHand, deny);

    its.world.restart();
    its.boot();
    its.folder.look();
    assertThat(its.file("a.yaml")).isEqualTo(A.text());
    assertThat(its.file("b.yaml")).isEqualTo(byHand.text());
    assertThat(its.file("deny.yaml")).isEqualTo(deny.text());
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Agreed.class);
    assertThat(its.inForce()).hasSize(3).contains(with(A, "more"));
    assertThat(its.world.policies().lastProblem().orElseThrow().problems())
        .singleElement()
        .satisfies(
            told ->
                assertThat(told.message())
                    .startsWith("b.yaml was edited by hand while " + push.id()));

    its.put(B); // undone: the change is written, and what was added by hand counts with it
    its.folder.look();
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Applied.class);
    its.folder.look();
    its.folder.look();
    assertThat(its.inForce())
        .containsExactly(with(A, "more"), B, new PolicyFile("c.yaml", "c\n"), deny);
    assertThat(its.world.policies().lastProblem()).isEmpty();
  }

  @Test
  void aWriteThatACrashCutShortIsFinished() throws IOException {
    StoredChange push = agreedButNotWritten();
    its.put(with(A, "more")); // this one it came to

    its.world.restart();
    its.boot();
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Applied.class);
    assertThat(its.file("c.yaml")).isEqualTo("c\n");
    assertThat(its.inForce()).hasSize(3);
  }

  @Test
  void aFileToBeRemovedThatWasEditedMeanwhileStays() throws IOException {
    Path inTheWay = Files.createDirectories(path.resolve("c.yaml/x"));
    StoredChange push = its.pushed(ana(), with(A, "more"), new PolicyFile("c.yaml", "c\n"));
    done(its.approve(push, dana()));
    done(its.approve(push, its.world.sam));
    done(its.approve(push, its.root));
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Agreed.class);
    clear(inTheWay);
    its.put(with(B, "by hand"));

    its.world.restart();
    its.boot();
    assertThat(its.file("b.yaml")).isEqualTo(with(B, "by hand").text());
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Agreed.class);
  }

  /** A folder stands where the push's new file has to go, and is gone afterwards. */
  private StoredChange agreedButNotWritten() throws IOException {
    Path inTheWay = Files.createDirectories(path.resolve("c.yaml/x"));
    StoredChange push = its.pushed(ana(), with(A, "more"), B, new PolicyFile("c.yaml", "c\n"));
    done(its.approve(push, dana()));
    done(its.approve(push, its.root));
    clear(inTheWay);
    its.put(A);
    return push;
  }

  private void clear(Path inTheWay) throws IOException {
    Files.delete(inTheWay);
    Files.delete(path.resolve("c.yaml"));
  }

  @Test
  void aLinkInTheFolderIsReplacedAndNotFollowed(@TempDir Path elsewhere) throws IOException {
    Path target = Files.writeString(elsewhere.resolve("target"), A.text());
    Files.delete(path.resolve("a.yaml"));
    Files.createSymbolicLink(path.resolve("a.yaml"), target);

    done(its.approve(its.pushed(ana(), with(A, "more"), B), dana()));
    assertThat(target).hasContent(A.text());
    assertThat(path.resolve("a.yaml")).isRegularFile().hasContent(with(A, "more").text());
    assertThat(Files.isSymbolicLink(path.resolve("a.yaml"))).isFalse();
  }
}
