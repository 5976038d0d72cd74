package dev.hoist.control.elevation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.testing.World;
import dev.hoist.kernel.elevation.Digest;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.Refusal;
import dev.hoist.kernel.identity.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class RaceTest {
  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  /** All at the same moment, as nearly as threads can. */
  private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
    var go = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> call : calls) {
        futures.add(
            threads.submit(
                () -> {
                  go.await();
                  return call.call();
                }));
      }
      go.countDown();
      return results(futures);
    }
  }

  private static <T> List<T> results(List<Future<T>> futures)
      throws InterruptedException, ExecutionException {
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get());
    }
    return results;
  }

  private Callable<Result> yes(Stored stored, Subject by) {
    return () -> world.approve(stored, by);
  }

  @RepeatedTest(5)
  @DisplayName("S13 two approvals and a denial in the same millisecond have one outcome")
  void approvalsAgainstDenial() throws Exception {
    Stored asked = world.opened(world.ana, "admin");

    List<Result> results =
        together(
            List.of(
                yes(asked, world.dana),
                yes(asked, world.lee),
                () -> world.elevations().deny(asked.id(), world.dana, "not today")));

    boolean denied = results.get(2) instanceof Result.Done;
    Elevation end = world.now(asked.id());
    assertThat(end).isInstanceOf(denied ? Elevation.Denied.class : Elevation.Approved.class);
    // Whoever came too late was told so; whoever was told "done" is in the log.
    long done = results.stream().filter(Result.Done.class::isInstance).count();
    int voices = world.told("approval").size() + (denied ? 1 : 0);
    assertThat((long) voices).isEqualTo(done);
  }

  @Test
  @DisplayName("S13 the same approval sent ten times has one effect")
  void sameApprovalTenTimes() throws Exception {
    Stored asked = world.opened(world.ana, "admin");

    List<Result> results = together(Collections.nCopies(10, yes(asked, world.dana)));

    assertThat(results).allMatch(Result.Done.class::isInstance);
    assertThat(results.stream().filter(r -> ((Result.Done) r).changed())).hasSize(1);
    assertThat(world.told("approval")).hasSize(1);
    assertThat(((Elevation.Pending) world.now(asked.id())).missing()).isEqualTo(1);
  }

  @Test
  @DisplayName("S13 one idempotency key used by eight at once opens one request")
  void sameKeyAtOnce() throws Exception {
    Ask ask =
        new Ask(
            world.ana,
            "orders",
            "fix",
            Duration.ofMinutes(5),
            Optional.of("once"),
            Optional.of("key-1"));

    List<Answer> answers = together(Collections.nCopies(8, () -> world.elevations().ask(ask)));

    var ids = new HashSet<>();
    answers.forEach(answer -> ids.add(((Answer.Opened) answer).stored().id()));
    assertThat(ids).hasSize(1);
    assertThat(answers.stream().filter(a -> !((Answer.Opened) a).replayed())).hasSize(1);
    assertThat(world.told("request")).hasSize(1);
  }

  @Test
  void aKeyIsNotReusedForSomethingElse() {
    var first =
        new Ask(
            world.ana, "orders", "fix", Duration.ofMinutes(5), Optional.empty(), Optional.of("k"));
    var other =
        new Ask(
            world.ana, "orders", "fix", Duration.ofMinutes(6), Optional.empty(), Optional.of("k"));

    assertThat(world.elevations().ask(first)).isInstanceOf(Answer.Opened.class);
    assertThat(world.elevations().ask(other)).isInstanceOf(Answer.KeyTaken.class);
  }

  @Test
  @DisplayName("S12 a yes to something else than what is asked for does not count")
  void staleDigest() {
    Stored asked = world.opened(world.ana, "fix");

    Result result =
        world
            .elevations()
            .approve(asked.id(), world.dana, new Digest("0".repeat(64)), Optional.empty(), "");

    assertThat(((Result.Refused) result).why()).isEqualTo(Refusal.STALE_DIGEST);
    assertThat(world.told("approval")).isEmpty();
    assertThat(world.told("refused")).hasSize(1);
  }

  @Test
  @DisplayName("S21 audit entries of many writers at once are numbered without gaps")
  void gapless() throws Exception {
    together(Collections.nCopies(24, () -> world.opened(world.ana, "fix")));

    var lines = world.audit.from(0, 10_000);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i).index()).isEqualTo(i);
    }
    assertThat(world.audit.size()).isEqualTo(lines.size());
    assertThat(world.told("request")).hasSize(24);
  }
}
