package dev.hoist.control.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.store.PgPolicyLog;
import dev.hoist.control.testing.SmallPolicy;
import dev.hoist.control.testing.World;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import dev.hoist.kernel.policy.PolicyOrigin;
import dev.hoist.kernel.policy.PolicyOrigin.Way;
import dev.hoist.kernel.policy.PolicySource;
import dev.hoist.kernel.policy.PolicySource.Look;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

@Tag("slow")
final class PolicyWatchTest {
  private static final Look AWAY = new Look.Unfit("https://h/r main", "cannot be read: no route");

  private static final Look SAME = new Look.Same();

  /** What a file says is what roles give. */
  private static final PolicyLoader LOADER =
      files -> new Load.Loaded(SmallPolicy.usual().granting(files.getFirst().text()), List.of());

  /** Answers what it is told to, the last for ever. */
  private static final class Script implements PolicySource {
    private final Deque<Look> looks;

    Script(Look... looks) {
      this.looks = new ArrayDeque<>(List.of(looks));
    }

    @Override
    public Duration every() {
      return Duration.ofSeconds(30);
    }

    @Override
    public Look look() {
      return looks.size() > 1 ? looks.removeFirst() : looks.getFirst();
    }
  }

  private final World world = new World();
  private Policies policies = new Policies();
  private final List<AuditEntry> told = new ArrayList<>();

  @AfterEach
  void close() {
    world.close();
  }

  private PolicyWatch watch(Look... looks) {
    var keeper =
        new PolicyKeeper(LOADER, policies, world.registry, told::add, world.time(), () -> {});
    return new PolicyWatch(new Script(looks), keeper, new PgPolicyLog(world.database));
  }

  private static Look commit(String hash, String grants) {
    return new Look.Found(
        List.of(new PolicyFile("a.yaml", grants)),
        new PolicyOrigin(Way.GIT, Optional.of(hash), Optional.of("ana")));
  }

  private String inForce() {
    return ((SmallPolicy) policies.current().orElseThrow().set()).grants();
  }

  @Test
  void aSourceOutOfReachKeepsTheOldSetLoudlyAndOnce() {
    PolicyWatch watch = watch(commit("c1", "UPDATE"), AWAY, AWAY, commit("c1", "UPDATE"));
    watch.load();
    watch.look();
    watch.look();

    assertThat(inForce()).isEqualTo("UPDATE");
    assertThat(policies.lastProblem()).isPresent();
    assertThat(told).hasSize(1).allMatch(AuditEntry.PolicyRejected.class::isInstance);
    watch.look();
    assertThat(policies.lastProblem()).isEmpty();
  }

  @Test
  void aServerThatStartsWithoutItsSourceHasWhatWasInForceLast() {
    watch(commit("c1", "UPDATE")).load();
    policies = new Policies();

    watch(AWAY).load();
    assertThat(inForce()).isEqualTo("UPDATE");
    assertThat(policies.current().orElseThrow().origin().reference()).contains("c1");
    assertThat(policies.lastProblem()).isPresent();
  }

  @Test
  void aCommitSeenWhileTheStoreIsAwayIsPutInForceWhenItIsBack() {
    PolicyWatch watch = watch(commit("c1", "UPDATE"), commit("c2", "SELECT"), SAME);
    watch.load();

    world.withoutStore(
        () -> {
          assertThatThrownBy(watch::look)
              .isInstanceOfAny(DataAccessException.class, TransactionException.class);
          assertThatThrownBy(watch::look)
              .isInstanceOfAny(DataAccessException.class, TransactionException.class);
          assertThat(inForce()).isEqualTo("UPDATE");
        });
    watch.look();
    assertThat(inForce()).isEqualTo("SELECT");
    assertThat(policies.current().orElseThrow().origin().reference()).contains("c2");
  }

  @Test
  void aCommitThatWasTakenBackMeanwhileIsNotPutInForce() {
    PolicyWatch watch = watch(commit("c1", "UPDATE"), commit("c2", "SELECT"), AWAY, SAME);
    watch.load();

    world.withoutStore(
        () ->
            assertThatThrownBy(watch::look)
                .isInstanceOfAny(DataAccessException.class, TransactionException.class));
    watch.look();
    watch.look();
    assertThat(inForce()).isEqualTo("UPDATE");
  }

  @Test
  void aProblemSeenWhileTheStoreIsAwayIsInTheAuditLogWhenItIsBack() {
    var keeper =
        new PolicyKeeper(LOADER, policies, world.registry, world.audit, world.time(), () -> {});
    var watch = new PolicyWatch(new Script(AWAY), keeper, new PgPolicyLog(world.database));

    world.withoutStore(
        () ->
            assertThatThrownBy(watch::look)
                .isInstanceOfAny(DataAccessException.class, TransactionException.class));
    watch.look();
    watch.look();
    assertThat(world.told("policy.rejected")).hasSize(1);
  }
}
