package dev.hoist.kernel.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.change.ChangeOutcome.Refused;
import dev.hoist.kernel.change.ChangeOutcome.Step;
import dev.hoist.kernel.change.ChangeOutcome.Unchanged;
import dev.hoist.kernel.change.PolicyChange.Agreed;
import dev.hoist.kernel.change.PolicyChange.Dropped;
import dev.hoist.kernel.change.PolicyChange.Pending;
import dev.hoist.kernel.change.Touched.How;
import dev.hoist.kernel.elevation.Approver;
import dev.hoist.kernel.elevation.Refusal;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.PolicyOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ChangeLifecycleTest {
  private static final Instant NOW = Instant.parse("2026-11-03T10:00:00Z");
  private static final Subject ANA = person("ana");
  private static final Subject DANA = person("dana");
  private static final Subject LEE = person("lee");
  private static final Subject BOT = new Subject(id("bot"), id("ana"), "bot", Subject.Kind.AGENT);

  private static SubjectId id(String name) {
    return new SubjectId(
        UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private static Subject person(String name) {
    return new Subject(id(name), id(name), name, Subject.Kind.PERSON);
  }

  private static Proposal proposal(Touched... touched) {
    return new Proposal(
        new RequestId(7),
        ANA,
        PolicyOrigin.Way.PUSH,
        new PolicyHash("a".repeat(64)),
        new PolicyHash("b".repeat(64)),
        List.of(touched),
        Optional.empty(),
        NOW,
        NOW.plus(Duration.ofDays(7)));
  }

  private static Pending pending() {
    return new Pending(
        proposal(new Touched("a.yaml", How.CHANGED, Set.of("group:leads"))), List.of());
  }

  private static ChangeOutcome yes(PolicyChange state, Subject by, String... standing) {
    var event =
        new ChangeEvent.ApprovedBy(
            new Approver(by, Set.of(standing)), state.proposal().digest(), "", Map.of());
    return ChangeLifecycle.step(state, event, NOW);
  }

  private static Refusal why(ChangeOutcome outcome) {
    return ((Refused) outcome).why();
  }

  private static PolicyChange next(ChangeOutcome outcome) {
    return ((Step) outcome).next();
  }

  @Test
  @DisplayName("S10 nobody approves their own change, nor through an agent of theirs")
  void notOnesOwn() {
    assertThat(why(yes(pending(), ANA, "group:leads"))).isEqualTo(Refusal.SELF_APPROVAL);
    assertThat(why(yes(pending(), BOT, "group:leads"))).isEqualTo(Refusal.SELF_APPROVAL);
  }

  @Test
  @DisplayName("S12 another proposal has another digest")
  void digestsDiffer() {
    var touched = new Touched("a.yaml", How.CHANGED, Set.of("group:leads"));
    var other = new Touched("a.yaml", How.CHANGED, Set.of("group:leads", "user:eve"));
    var removed = new Touched("a.yaml", How.REMOVED, Set.of("group:leads"));

    assertThat(
            List.of(
                proposal(touched).digest(),
                proposal(other).digest(),
                proposal(removed).digest(),
                proposal(touched, new Touched("b.yaml", How.ADDED, Set.of("x"))).digest()))
        .doesNotHaveDuplicates();
    assertThat(proposal(touched).digest()).isEqualTo(proposal(touched).digest());
  }

  @Test
  @DisplayName("S13 decided is decided")
  void terminalStatesAbsorb() {
    PolicyChange agreed = next(yes(pending(), DANA, "group:leads"));
    assertThat(agreed).isInstanceOf(Agreed.class);
    PolicyChange applied = next(ChangeLifecycle.step(agreed, new ChangeEvent.Written(), NOW));

    for (PolicyChange state : List.of(agreed, applied)) {
      assertThat(yes(state, DANA, "group:leads")).isEqualTo(new Unchanged());
      assertThat(why(yes(state, LEE, "group:leads"))).isEqualTo(Refusal.TOO_LATE);
      assertThat(ChangeLifecycle.step(state, new ChangeEvent.Overtaken("x"), NOW))
          .isEqualTo(new Unchanged());
      assertThat(why(ChangeLifecycle.step(state, new ChangeEvent.WithdrawnBy(ANA), NOW)))
          .isEqualTo(Refusal.TOO_LATE);
    }
  }

  @Test
  void whateverComesTooLateFindsItLapsed() {
    var late = NOW.plus(Duration.ofDays(7));
    var event =
        new ChangeEvent.ApprovedBy(
            new Approver(DANA, Set.of("group:leads")), pending().proposal().digest(), "", Map.of());

    assertThat(next(ChangeLifecycle.step(pending(), event, late)))
        .isInstanceOfSatisfying(
            Dropped.class, d -> assertThat(d.why()).isEqualTo(PolicyChange.Why.LAPSED));
  }

  @Test
  @DisplayName(
      "S14 who spoke and stands for nothing now does not count; when they do again, they do")
  void consentsCountByWhatPeopleStandForNow() {
    var both =
        new Pending(
            proposal(
                new Touched("a.yaml", How.CHANGED, Set.of("group:leads")),
                new Touched("b.yaml", How.CHANGED, Set.of("group:sre"))),
            List.of());
    PolicyChange one = next(yes(both, DANA, "group:leads"));
    PolicyChange two = next(yes(one, LEE, "group:sre")); // dana stands for nothing here
    assertThat(two).isInstanceOf(Pending.class);

    var again =
        new ChangeEvent.ApprovedBy(
            new Approver(DANA, Set.of("group:leads")),
            two.proposal().digest(),
            "",
            Map.of(LEE.id(), new Approver(LEE, Set.of("group:sre"))));
    assertThat(next(ChangeLifecycle.step(two, again, NOW)))
        .isInstanceOfSatisfying(Agreed.class, a -> assertThat(a.consents()).hasSize(2));
  }
}
