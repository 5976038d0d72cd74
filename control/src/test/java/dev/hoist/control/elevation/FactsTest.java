package dev.hoist.control.elevation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.facts.Sighting;
import dev.hoist.control.store.DecisionJson;
import dev.hoist.control.store.PgDecisions;
import dev.hoist.control.store.PgPolicyLog;
import dev.hoist.control.testing.World;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.Particulars;
import dev.hoist.kernel.elevation.Refusal;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.PolicyLoader;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Value;
import dev.hoist.policy.HoistPolicyLoader;
import dev.hoist.spi.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Facts about the world, from their source through a decision in the real language and back. */
@Tag("slow")
final class FactsTest {
  private static final String POLICY =
      """
      apiVersion: hoist/v1
      policy: orders
      owners: [group:leads]
      groups:
        sre:   {idp: sre}
        leads: {idp: leads}
      schedules:
        primary: {pagerduty: P7QX1, levels: [1]}
        second:  {pagerduty: P2}
      targets:
        orders: {kind: postgres, address: "db:5432", labels: {env: prod}}
      roles:
        read:  {on: orders, grants: ["SELECT ON ALL TABLES IN SCHEMA public"]}
        fix:   {on: orders, grants: ["UPDATE ON ALL TABLES IN SCHEMA public"]}
        admin: {on: orders, grants: ["DELETE ON ALL TABLES IN SCHEMA public"]}
      rules:
        - name: break glass
          who: group:sre
          roles: [admin]
          when: request.break_glass && request.fields.hosts > 0
          grant: {max: 30m}
          approval: none
          ask:
            reason: required
            ticket: "ORD-[0-9]+"
            fields: {hosts: {type: number, min: 1, max: 9}, sure: {type: yes_no}}
          after: {notify: [group:leads], review: {within: 24h, by: group:leads}}
        - name: asks before the glass
          who: group:sre
          roles: [admin]
          when: request.break_glass
          grant: {max: 30m}
          approval: none
          ask:
            fields: {hosts: {type: number, min: 1, max: 9}, sure: {type: yes_no}}
        - name: on call reads
          who: group:sre
          roles: [read]
          when: on_call("primary") || incidents.exists(i, i.open && "orders" in i.services)
          grant: {max: 1h}
          approval: none
        - name: fix with whoever is on call
          who: group:sre
          roles: [fix]
          grant: {max: 1h}
          approval:
            - {count: 1, from: ["on_call:primary"], within: 30m, escalate: {after: 10m, to: [group:leads]}}
      """;

  private final World world = new World();

  @BeforeEach
  void policy() {
    world.load(POLICY);
    world.duty.onCall("P7QX1");
    world.duty.onCall("P2");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Answer ask(Subject who, String role) {
    return world.elevations().ask(World.ask(who, role));
  }

  private Stored opened(Subject who, String role) {
    return ((Answer.Opened) ask(who, role)).stored();
  }

  private List<DecisionRecord> decisions() {
    return new PgDecisions(world.database)
        .list(Instant.EPOCH, 0, 1_000).stream().map(DecisionJson::read).toList();
  }

  @Test
  void whoIsOnCallReadsAtOnce() {
    world.start();
    world.duty.onCall("P7QX1", "ana");

    world.eventually(opened(world.ana, "read").id(), Elevation.Active.class);
    assertThat(ask(world.sam, "read")).isInstanceOf(Answer.Denied.class);
  }

  @Test
  @DisplayName("S11 one person on call who is two users here is neither, and that is told")
  void twoUsersForOnePerson() {
    Subject second = world.people.add("ana@acme.io", "sre");
    world.duty.onCallAs("P7QX1", "ana@acme.io", "ana");

    for (Subject one : List.of(world.ana, second)) {
      var denied = (Answer.Denied) ask(one, "read");
      assertThat(denied.message()).contains("ana and ana@acme.io", "disable all but one");
      assertThat(decisions().getLast().facts().known()).doesNotContainKey("on_call.primary");
    }
    Stored waiting = opened(world.sam, "fix");
    assertThat(world.approve(waiting, world.ana)).isInstanceOf(Result.Refused.class);
    assertThat(world.approve(waiting, second)).isInstanceOf(Result.Refused.class);

    world.people.disable(second);
    assertThat(ask(world.ana, "read")).isInstanceOf(Answer.Opened.class);
  }

  @Test
  void anOpenIncidentOpensReading() {
    assertThat(ask(world.sam, "read")).isInstanceOf(Answer.Denied.class);
    world.duty.incident("INC-7", "orders");
    assertThat(ask(world.sam, "read")).isInstanceOf(Answer.Opened.class);
  }

  @Test
  @DisplayName("S08 a source that is down makes nobody on call, and the reason is told and kept")
  void down() {
    world.duty.onCall("P7QX1", "ana");
    world.duty.down(true);

    var denied = (Answer.Denied) ask(world.ana, "read");

    assertThat(denied.message()).contains("not known now", "pagerduty answers 503");
    DecisionRecord kept = decisions().getLast();
    assertThat(kept.facts().known()).doesNotContainKeys(Known.ON_CALL + "primary", "incidents");
    assertThat(kept.sightings())
        .anyMatch(
            s ->
                s.fact().equals("on_call.primary")
                    && s.source().equals("pagerduty")
                    && s.unknown().equals(Optional.of("pagerduty answers 503")));
  }

  @Test
  @DisplayName("S08 a source that never answers holds nobody up for ever, and makes nobody on call")
  void hangs() {
    world.duty.hangs(true);
    var denied = (Answer.Denied) ask(world.ana, "read");
    assertThat(denied.message()).contains("pagerduty does not answer in time");
  }

  @Test
  void nothingIsAskedForWhatNoRuleOfTheRoleAsks() {
    world.duty.hangs(true);
    assertThat(ask(world.ana, "admin")).isInstanceOf(Answer.Denied.class);
    assertThat(ask(world.dana, "read")).isInstanceOf(Answer.Denied.class);
    assertThat(ask(world.ana, "fix")).isInstanceOf(Answer.Opened.class);
    assertThat(world.duty.asked()).isZero();
  }

  @Test
  void whatWasSeenIsKeptWithItsTimeAndThePeopleWhomNobodyKnowsHere() {
    world.duty.onCall("P7QX1", "ana", "kim@elsewhere.io");
    var seenAt = world.time().now();
    opened(world.ana, "read");

    DecisionRecord kept = decisions().getLast();
    Sighting sighting =
        kept.sightings().stream().filter(s -> s.fact().equals("on_call.primary")).findAny().get();
    assertThat(sighting.at()).isEqualTo(seenAt);
    assertThat(sighting.people()).extracting(Person::name).contains("ana", "kim@elsewhere.io");
    assertThat(kept.facts().known())
        .containsEntry(Known.ON_CALL + "primary", new Value.Flag(true))
        .containsEntry(Known.TARGET_LABELS, new Value.Named(Map.of("env", new Value.Text("prod"))));
  }

  @Test
  @DisplayName("S14 an approver counts while on call, at the approval and at the activation")
  void onCallApproves() {
    Stored asked = opened(world.ana, "fix");
    assertThat(((Result.Refused) world.approve(asked, world.sam)).why())
        .isEqualTo(Refusal.NOT_AN_APPROVER);

    world.duty.onCall("P7QX1", "sam");
    assertThat(world.elevations().inbox(world.sam)).hasSize(1);
    assertThat(world.approve(asked, world.sam)).isInstanceOf(Result.Done.class);

    world.duty.onCall("P7QX1", "lee");
    world.start();
    assertThat(world.eventually(asked.id(), Elevation.Failed.class).why()).contains("sam");
    assertThat(world.target.calls()).isEmpty();
  }

  @Test
  @DisplayName("S10 being on call does not make one an approver of one's own request")
  void onCallForOneself() {
    world.duty.onCall("P7QX1", "ana");
    Stored asked = opened(world.ana, "fix");
    assertThat(((Result.Refused) world.approve(asked, world.ana)).why())
        .isEqualTo(Refusal.SELF_APPROVAL);
  }

  @Test
  void aWiderCircleMayApproveOnlyAfterTheEscalation() {
    world.start();
    Stored asked = opened(world.ana, "fix");
    assertThat(((Result.Refused) world.approve(asked, world.dana)).why())
        .isEqualTo(Refusal.NOT_AN_APPROVER);
    assertThat(world.elevations().inbox(world.dana)).isEmpty();

    world.pass(Duration.ofMinutes(10));

    assertThat(world.elevations().inbox(world.dana)).hasSize(1);
    assertThat(world.approve(asked, world.dana)).isInstanceOf(Result.Done.class);
    world.eventually(asked.id(), Elevation.Active.class);
  }

  @Test
  @DisplayName("S27 breaking the glass takes what the rule asks for, and leaves what follows")
  void breakGlass() {
    assertThat(ask(world.ana, "admin")).isInstanceOf(Answer.Denied.class);
    var amend = (Answer.Amend) world.elevations().ask(breaking(Map.of()));
    assertThat(amend.problems()).hasSize(2);

    var opened =
        (Answer.Opened)
            world
                .elevations()
                .ask(breaking(Map.of("hosts", new Value.Text("3"), "sure", new Value.Text("yes"))));

    var request = opened.stored().elevation().request();
    assertThat(request.particulars().fields())
        .isEqualTo(Map.of("hosts", new Value.Whole(3), "sure", new Value.Flag(true)));
    assertThat(request.rule()).isEqualTo("break glass");
    assertThat(request.terms().aftercare().review()).isPresent();
    assertThat(world.told("request").getLast())
        .contains("\"breakGlass\":true", "\"ticket\":\"ORD-17\"", "\"hosts\":\"3\"");
  }

  @Test
  @DisplayName("S08 a condition on a number decides on what the command line sends as a text")
  void answersAreTypedFirst() {
    world.load(
        POLICY
            .replace("request.fields.hosts > 0", "request.fields.hosts <= 3")
            .replace("name: asks before the glass\n", "name: other glass\n")
            .replace(
                "when: request.break_glass\n", "when: request.break_glass && clock == \"x\"\n"));

    var few = (Answer.Opened) world.elevations().ask(breaking(answers("3")));
    assertThat(few.stored().elevation().request().particulars().fields())
        .isEqualTo(Map.of("hosts", new Value.Whole(3), "sure", new Value.Flag(true)));
    assertThat(world.elevations().ask(breaking(answers("4")))).isInstanceOf(Answer.Denied.class);
    assertThat(decisions()).hasSize(2);
  }

  private static Map<String, Value> answers(String hosts) {
    return Map.of("hosts", new Value.Text(hosts), "sure", new Value.Text("yes"));
  }

  private Ask breaking(Map<String, Value> fields) {
    return new Ask(
        world.ana,
        "orders",
        "admin",
        Duration.ofMinutes(30),
        Optional.of("prod is down"),
        new Particulars(Optional.of("ORD-17"), fields, true),
        Optional.empty());
  }

  @Test
  @DisplayName("S08 every decision that was ever stored comes out the same when it is made again")
  void again() {
    world.start();
    world.duty.onCall("P7QX1", "ana", "kim@elsewhere.io");
    opened(world.ana, "read");
    world.duty.incident("INC-7", "orders", "\u0000odd");
    opened(world.sam, "read");
    Stored waiting = opened(world.sam, "fix");
    world.pass(Duration.ofMinutes(5));
    world.load(POLICY.replace("max: 1h", "max: 45m"));
    world.approve(waiting, world.ana);
    Stored denied = opened(world.ana, "fix");
    world.duty.down(true);
    assertThat(ask(world.ana, "read")).isInstanceOf(Answer.Denied.class);
    world.elevations().ask(breaking(Map.of("hosts", new Value.Text("99"))));
    world.elevations().ask(breaking(Map.of("hosts", new Value.Text("3"))));
    world.load(POLICY.replace("roles: [fix]", "roles: [admin]"));

    assertThat(world.now(denied.id())).isInstanceOf(Elevation.Denied.class);
    List<DecisionRecord> decided = decisions();
    assertThat(decided).hasSizeGreaterThan(8);
    assertThat(decided.stream().map(DecisionRecord::policy).distinct()).hasSize(3);
    for (DecisionRecord one : decided) {
      PolicySet set = load(one);
      assertThat(set.hash()).isEqualTo(one.policy());
      assertThat(set.decide(one.facts())).as("decision %d", one.number()).isEqualTo(one.decision());
    }
  }

  private PolicySet load(DecisionRecord one) {
    var files = new PgPolicyLog(world.database).files(one.policy()).orElseThrow();
    return ((PolicyLoader.Load.Loaded) new HoistPolicyLoader().load(files)).set();
  }

  @Test
  @DisplayName("S08 what is decided again is decided on the time at which it was asked, too")
  void askedAt() {
    Stored waiting = opened(world.sam, "fix");
    var asked = world.time().now();
    world.pass(Duration.ofMinutes(3));
    world.load(POLICY.replace("max: 1h", "max: 45m"));

    DecisionRecord again = decisions().getLast();
    assertThat(again.request()).contains(waiting.id());
    assertThat(again.facts().at()).isEqualTo(asked.plus(Duration.ofMinutes(3)));
    assertThat(again.facts().known()).containsEntry(Known.ASKED_AT, new Value.Moment(asked));
  }
}
