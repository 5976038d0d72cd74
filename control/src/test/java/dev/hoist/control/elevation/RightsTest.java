package dev.hoist.control.elevation;

import static dev.hoist.control.testing.SmallPolicy.terms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.access.AccessTokens.Issued;
import dev.hoist.control.testing.SmallPolicy;
import dev.hoist.control.testing.World;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.Refusal;
import dev.hoist.kernel.policy.Terms;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Rights that change between asking, approving, activating and using. */
@Tag("slow")
final class RightsTest {
  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @DisplayName("S14 an approver who lost the right before activation: the target is never touched")
  void approverLostTheRight() {
    Stored asked = world.opened(world.ana, "fix");
    world.approve(asked, world.dana);
    world.people.regroup(world.dana, "sre");

    world.start();

    var failed = world.eventually(asked.id(), Elevation.Failed.class);
    assertThat(failed.why()).contains("dana");
    assertThat(world.target.calls()).isEmpty();
  }

  @Test
  @DisplayName("S14 policy that no longer allows it at activation: the target is never touched")
  void policyLostBeforeActivation() {
    Stored asked = world.opened(world.ana, "fix");
    world.approve(asked, world.dana);

    world.change(SmallPolicy.usual().without("fix"));
    world.start();

    world.eventually(asked.id(), Elevation.Failed.class);
    assertThat(world.target.calls()).isEmpty();
  }

  @Test
  @DisplayName("S10 S11 own approval is refused, and so is a second voice of one person")
  void voices() {
    world.people.regroup(world.ana, "sre", "leads");
    Stored asked = world.opened(world.ana, "admin");

    assertThat(((Result.Refused) world.approve(asked, world.ana)).why())
        .isEqualTo(Refusal.SELF_APPROVAL);
    world.approve(asked, world.dana);
    world.approve(asked, world.dana);

    assertThat(((Elevation.Pending) world.now(asked.id())).missing()).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "every decision that is told of is kept with its facts, also when it changes nothing")
  void decisionsAreKept() {
    Stored asked = world.opened(world.ana, "admin");
    world.approve(asked, world.dana);

    world.change(SmallPolicy.usual().with("admin", terms(2)));
    world.elevations().ask(World.ask(world.ana, "nothing-of-the-kind"));

    List<Long> told =
        world.told("decision").stream()
            .map(entry -> JsonMapper.shared().readTree(entry).path("decision").asLong())
            .toList();
    assertThat(told).hasSize(2);
    assertThat(kept()).containsAll(told);
  }

  private List<Long> kept() {
    return world.database.jdbc().sql("SELECT number FROM decision").query(Long.class).list();
  }

  @Test
  @DisplayName("S08 a policy that narrows while a request waits voids what was approved")
  void narrowing() {
    Stored asked = world.opened(world.ana, "admin");
    world.approve(asked, world.dana);

    world.change(SmallPolicy.usual().with("admin", terms(3)));

    var pending = (Elevation.Pending) world.now(asked.id());
    assertThat(pending.request().terms()).isEqualTo(terms(3));
    assertThat(pending.missing()).isEqualTo(3);
    assertThat(world.told("narrowed")).hasSize(1);
  }

  @Test
  @DisplayName("S08 a maximum that is still long enough for what was asked voids nothing")
  void longEnough() {
    Stored asked = world.opened(world.ana, "admin");
    world.approve(asked, world.dana);

    var shorter = new Terms(Duration.ofMinutes(40), terms(2).stages());
    world.change(SmallPolicy.usual().with("admin", shorter));

    assertThat(((Elevation.Pending) world.now(asked.id())).missing()).isEqualTo(1);
  }

  @Test
  @DisplayName("S08 a policy that widens while a request waits changes nothing")
  void widening() {
    Stored asked = world.opened(world.ana, "admin");
    var longer = new Terms(Duration.ofHours(9), terms(2).stages());

    world.change(SmallPolicy.usual().with("admin", longer));

    assertThat(world.now(asked.id())).isEqualTo(asked.elevation());
  }

  @Test
  @DisplayName("S08 a rule that is gone denies what waits")
  void denied() {
    Stored asked = world.opened(world.ana, "fix");

    world.change(SmallPolicy.usual().without("fix"));

    assertThat(world.now(asked.id())).isInstanceOf(Elevation.Denied.class);
  }

  @Test
  @DisplayName("S08 live grants that a changed policy would not give are listed")
  void affected() {
    Stored asked = world.opened(world.ana, "read");
    world.start();
    world.eventually(asked.id(), Elevation.Active.class);
    assertThat(world.elevations().affected()).isEmpty();

    world.change(SmallPolicy.usual().with("read", new Terms(Duration.ofMinutes(5), List.of())));

    Affected affected = world.elevations().affected().getFirst();
    assertThat(affected.stored().id()).isEqualTo(asked.id());
    assertThat(affected.why()).contains("at most PT5M");
  }

  @Test
  @DisplayName("S09 a target with another label is the same target")
  void relabelled() {
    Stored asked = world.opened(world.ana, "read");
    world.start();
    var active = world.eventually(asked.id(), Elevation.Active.class);

    world.change(SmallPolicy.usual().labelled("staging"));

    assertThat(world.tokens().issue(active.grant().id(), world.ana))
        .isInstanceOf(Issued.Token.class);
    assertThat(world.registry.target(SmallPolicy.TARGET).orElseThrow().definition().labels())
        .containsEntry("env", "staging");
  }

  @Test
  @DisplayName("S09 a role redefined under the same name is another role")
  void redefined() {
    world.start();
    Stored waiting = world.opened(world.sam, "fix");
    Stored active = world.opened(world.ana, "read");
    world.eventually(active.id(), Elevation.Active.class);

    world.change(SmallPolicy.usual().granting("ALL"));

    assertThat(world.now(waiting.id())).isInstanceOf(Elevation.Denied.class);
    assertThat(world.tokens().issue(active.id().grant(), world.ana))
        .isInstanceOf(Issued.Refused.class);
    assertThat(world.told("policy.loaded").getLast()).contains("role fix on orders");
  }

  @Test
  @DisplayName("S09 the same definitions keep their ids over restarts")
  void sameIds() {
    world.start();
    var before = world.registry.role("orders", "fix");
    world.restart();
    assertThat(world.registry.role("orders", "fix")).isEqualTo(before).isPresent();
  }

  @Test
  @DisplayName("S16 disabling someone ends all they hold")
  void disabled() {
    world.start();
    Stored active = world.opened(world.ana, "read");
    Stored waiting = world.opened(world.ana, "fix");
    world.eventually(active.id(), Elevation.Active.class);

    world.people.disable(world.ana);
    world.elevations().subjectDisabled(world.ana.id());

    assertThat(world.now(waiting.id())).isInstanceOf(Elevation.Denied.class);
    var ended = world.eventually(active.id(), Elevation.Ended.class);
    assertThat(ended.end().cause()).isEqualTo(EndCause.SUBJECT_DISABLED);
  }

  @Test
  @DisplayName("S16 a crash between disabling and ending is put right at the next start")
  void disabledWhileDown() {
    world.start();
    Stored active = world.opened(world.ana, "read");
    world.eventually(active.id(), Elevation.Active.class);

    world.people.disable(world.ana);
    world.restart();

    world.eventually(active.id(), Elevation.Ended.class);
  }

  @Test
  void theDisabledGetNothing() {
    world.people.disable(world.ana);

    assertThat(world.elevations().ask(World.ask(world.ana, "read")))
        .isInstanceOf(Answer.Denied.class);
    assertThat(world.engine().offers().to(world.ana, "")).isEqualTo(List.of());
  }

  @Test
  void unknownNamesAreAnsweredWithTheNearest() {
    var answer = (Answer.Unknown) world.elevations().ask(World.ask(world.ana, "reed"));

    assertThat(answer.nearest()).containsExactly("read");
    assertThat(answer.message()).contains("did you mean read?");
  }

  @Test
  void offersSayHow() {
    world.start();
    Stored active = world.opened(world.ana, "read");
    world.eventually(active.id(), Elevation.Active.class);

    assertThat(world.engine().offers().to(world.ana, ""))
        .extracting(offer -> offer.role().name() + " " + offer.how())
        .containsExactly("admin APPROVAL", "fix APPROVAL", "read CONNECT");
    assertThat(world.engine().offers().to(world.ana, "prod FIX")).hasSize(1);
    assertThat(world.engine().offers().to(world.dana, ""))
        .allMatch(offer -> offer.how() == Offer.How.NO);
  }
}
