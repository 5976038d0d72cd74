package dev.hoist.control.elevation;

import static dev.hoist.control.testing.SmallPolicy.terms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.testing.SmallPolicy;
import dev.hoist.control.testing.World;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.policy.Aftercare;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Live grants under a policy that changed. */
@Tag("slow")
final class LiveGrantsTest {
  private static final String KEEP =
      """
      apiVersion: hoist/v1
      policy: orders
      on_change: keep
      groups: {sre: {idp: sre}, leads: {idp: leads}}
      targets:
        orders: {kind: postgres, address: "db:5432"}
      roles:
        read: {on: orders, grants: ["SELECT ON ALL TABLES IN SCHEMA public"]}
      rules:
        - name: reads
          who: group:sre
          roles: [read]
          grant: {max: 1h}
          approval: none
      """;
  private static final String REVOKE = KEEP.replace("on_change: keep", "on_change: revoke");
  private static final String ASK = "approval: [{count: 2, from: group:leads, within: 1h}]";

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private Stored active() {
    world.start();
    Stored asked = world.opened(world.ana, "read");
    world.eventually(asked.id(), Elevation.Active.class);
    assertThat(world.elevations().affected()).isEmpty();
    return asked;
  }

  private static String asking(String policy) {
    return policy.replace("approval: none", ASK);
  }

  private static String withoutTheRule(String policy) {
    return policy.replace("who: group:sre", "who: group:leads");
  }

  private static String withoutTheRole(String policy) {
    return policy.replace("read:", "look:").replace("[read]", "[look]");
  }

  @Test
  @DisplayName("S08 a live grant that would need approvals now is listed, and told with the load")
  void wouldNeedApprovals() {
    Stored asked = active();

    world.change(SmallPolicy.usual().with("read", terms(2)));

    assertThat(affected(asked)).contains("approvals", "2 of group:leads");
    assertThat(world.told("policy.affected").getLast())
        .contains(asked.id().grant().toString(), "2 of group:leads");
  }

  @Test
  @DisplayName("S08 a live grant that would end earlier now is listed")
  void wouldEndEarlier() {
    Stored asked = active();
    Instant sooner = world.time().now().plus(Duration.ofMinutes(5));
    var limits =
        new Limits(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(sooner),
            List.of(),
            false);
    var ending = new Terms(Duration.ofHours(1), List.of(), limits, Aftercare.NONE, List.of());

    world.change(SmallPolicy.usual().with("read", ending));

    assertThat(affected(asked)).contains(sooner.toString());
    assertThat(world.told("policy.affected")).hasSize(1);
  }

  @Test
  @DisplayName("S08 a live grant that the new policy gives as well is not told")
  void givenAsWell() {
    world.load(KEEP);
    active();
    world.load(KEEP.replace("max: 1h", "max: 2h"));
    assertThat(world.elevations().affected()).isEmpty();
    assertThat(world.told("policy.affected")).isEmpty();
  }

  @Test
  @DisplayName("S08 a live grant whose role is gone outlives a change when both policies keep it")
  void kept() {
    world.load(KEEP);
    Stored asked = active();
    world.load(withoutTheRole(KEEP));
    assertThat(world.now(asked.id())).isInstanceOf(Elevation.Active.class);
    assertThat(affected(asked)).contains("no longer what it was");
  }

  @Test
  @DisplayName("S08 on_change: revoke of the new policy cuts what it gives only with approvals")
  void revokedByTheNewPolicy() {
    world.load(KEEP);
    Stored asked = active();
    world.load(asking(REVOKE));
    cut(asked);
  }

  @Test
  @DisplayName("S08 on_change: revoke of the new policy cuts what no rule of it gives")
  void ruleGone() {
    world.load(KEEP);
    Stored asked = active();
    world.load(withoutTheRule(REVOKE));
    cut(asked);
  }

  @Test
  @DisplayName(
      "S08 on_change: revoke of the new policy cuts what is granted on a role that is gone")
  void roleGone() {
    world.load(KEEP);
    Stored asked = active();
    world.load(withoutTheRole(REVOKE));
    cut(asked);
  }

  @Test
  @DisplayName("S08 on_change: revoke of the old policy cuts, whatever the new one says")
  void revokedByTheOldPolicy() {
    world.load(REVOKE);
    Stored asked = active();
    world.load(asking(KEEP));
    cut(asked);
  }

  @Test
  @DisplayName("S08 on_change: revoke cuts nothing that the new policy still gives")
  void stillGiven() {
    world.load(REVOKE);
    Stored asked = active();
    world.load(REVOKE.replace("max: 1h", "max: 2h"));
    assertThat(world.now(asked.id())).isInstanceOf(Elevation.Active.class);
  }

  @Test
  @DisplayName(
      "S08 on_change: revoke of the organisation's file cuts what its denials deny, no more")
  void revokedByTheOrganisation() {
    world.load(KEEP);
    Stored asked = active();
    world.load(withoutTheRule(KEEP), organisation("request.duration > duration(\"2h\")"));
    assertThat(world.now(asked.id())).isInstanceOf(Elevation.Active.class);
    world.load(KEEP, organisation("subject.name == \"ana\""));
    cut(asked);
  }

  private static String organisation(String when) {
    return """
        apiVersion: hoist/v1
        policy: everywhere
        scope: organisation
        on_change: revoke
        rules:
          - name: frozen
            when: %s
            deny: "Not now."
        """
        .formatted(when);
  }

  private void cut(Stored asked) {
    var ended = world.eventually(asked.id(), Elevation.Ended.class);
    assertThat(ended.end().cause()).isEqualTo(EndCause.POLICY_CHANGED);
    assertThat(world.told("policy.affected").getLast()).contains(asked.id().grant().toString());
  }

  private String affected(Stored asked) {
    List<Affected> affected = world.elevations().affected();
    assertThat(affected).extracting(a -> a.stored().id()).containsExactly(asked.id());
    return affected.getFirst().why();
  }
}
