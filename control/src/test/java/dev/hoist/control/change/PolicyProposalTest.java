package dev.hoist.control.change;

import static dev.hoist.control.change.ChangeWorld.A;
import static dev.hoist.control.change.ChangeWorld.B;
import static dev.hoist.control.change.ChangeWorld.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.change.PolicyChange;
import dev.hoist.kernel.policy.PolicyFile;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be proposed at all. */
final class PolicyProposalTest extends ChangeTest {
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

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
