package dev.hoist.control.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.elevation.Approval;
import dev.hoist.kernel.elevation.Approver;
import dev.hoist.kernel.elevation.Digest;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.End;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.Grant;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.elevation.Particulars;
import dev.hoist.kernel.elevation.Request;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.kernel.policy.Value;
import dev.hoist.kernel.target.Role;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.RoleId;
import dev.hoist.kernel.target.Target;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.kernel.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class ElevationJsonTest {
  @Property(tries = 500)
  @Label("S25 every elevation comes back from the store as it went in")
  void roundTrip(@ForAll("elevations") Elevation elevation) {
    assertThat(ElevationJson.read(ElevationJson.write(elevation))).isEqualTo(elevation);
  }

  @Property(tries = 50)
  @Label("S14 an approval from before it said so counts as given before the escalation")
  void older(@ForAll("waiting") Elevation elevation) {
    String before =
        ElevationJson.write(elevation)
            .replaceAll("\"escalated\":(true|false)", "\"unused\":0")
            .replaceFirst("\"openedAt\":", "\"unused\":");
    var read = (Elevation.Pending) ElevationJson.read(before);
    assertThat(read.approvals()).noneMatch(Approval::escalated);
    assertThat(read.openedAt()).isEqualTo(read.lapsesAt().minus(read.open().within()));
  }

  @Provide
  Arbitrary<Elevation> waiting() {
    return pending(approvals().list().ofMaxSize(3));
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings().excludeChars('\0').ofMaxLength(30);
  }

  private static Arbitrary<UUID> uuids() {
    return Arbitraries.randomValue(random -> new UUID(random.nextLong(), random.nextLong()));
  }

  private static Arbitrary<Instant> instants() {
    return Arbitraries.longs()
        .between(0, 4_000_000_000_000_000_000L)
        .map(nanos -> Instant.EPOCH.plusNanos(nanos));
  }

  private static Arbitrary<Duration> durations() {
    return Arbitraries.longs().between(1, 1L << 50).map(Duration::ofNanos);
  }

  private static Arbitrary<Digest> digests() {
    return Arbitraries.strings().withChars("0123456789abcdef").ofLength(64).map(Digest::new);
  }

  private static Arbitrary<Subject> subjects() {
    return Combinators.combine(uuids(), uuids(), texts(), Arbitraries.of(Subject.Kind.values()))
        .as(
            (id, other, name, kind) ->
                new Subject(
                    new SubjectId(id),
                    new SubjectId(kind == Subject.Kind.PERSON ? id : other),
                    name,
                    kind));
  }

  private static Arbitrary<Stage> stages() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 9), texts().set().ofMinSize(1), durations())
        .as(Stage::new);
  }

  private static Arbitrary<Approval> approvals() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 3),
            subjects(),
            digests(),
            durations().optional(),
            texts(),
            instants(),
            Arbitraries.of(true, false))
        .as(Approval::new);
  }

  private static Arbitrary<Target> targets() {
    Arbitrary<Map<String, String>> labels = Arbitraries.maps(texts(), texts()).ofMaxSize(3);
    return Combinators.combine(uuids(), texts(), texts(), texts(), labels)
        .as(
            (id, name, kind, address, some) ->
                new Target(new TargetId(id), new TargetDefinition(name, kind, address, some)));
  }

  private static Arbitrary<Role> roles() {
    Arbitrary<Map<String, List<String>>> privileges =
        Arbitraries.maps(texts(), texts().list().ofMaxSize(3)).ofMaxSize(3);
    return Combinators.combine(uuids(), texts(), texts(), privileges)
        .as(
            (id, name, target, some) ->
                new Role(new RoleId(id), new RoleDefinition(name, target, some)));
  }

  private static Arbitrary<Particulars> particulars() {
    Arbitrary<Value> answers =
        Arbitraries.oneOf(
            texts().map(Value.Text::new),
            Arbitraries.longs().map(Value.Whole::new),
            Arbitraries.of(true, false).map(Value.Flag::new));
    return Combinators.combine(
            texts().optional(),
            Arbitraries.maps(texts(), answers).ofMaxSize(3),
            Arbitraries.of(true, false))
        .as(Particulars::new);
  }

  private static Arbitrary<Request> requests() {
    return requests(stages().list().ofMaxSize(3));
  }

  private static Arbitrary<Request> requests(Arbitrary<List<Stage>> stages) {
    Arbitrary<Terms> terms = Combinators.combine(durations(), stages).as(Terms::new);
    var policy = new PolicyHash("ab".repeat(32));
    return Combinators.combine(
            subjects(),
            targets(),
            roles(),
            durations(),
            Combinators.combine(texts().optional(), particulars()).as(Map::entry),
            texts(),
            terms,
            instants())
        .as(
            (who, target, role, asked, said, rule, some, at) ->
                new Request(
                    new RequestId(7),
                    who,
                    target,
                    role,
                    asked,
                    said.getKey(),
                    said.getValue(),
                    rule,
                    some,
                    policy,
                    at));
  }

  private static Arbitrary<Grant> grants() {
    return Combinators.combine(
            instants(), durations(), durations().list().ofMaxSize(3), durations().optional())
        .as(
            (from, length, longer, asked) -> {
              Instant granted = from.plus(length);
              List<Grant.Extended> extensions = new ArrayList<>();
              Instant until = granted;
              for (Duration by : longer) {
                until = until.plus(by);
                extensions.add(new Grant.Extended(asked, until));
              }
              return new Grant(new GrantId(7), from, granted, extensions);
            });
  }

  private static Arbitrary<End> ends() {
    return Combinators.combine(
            Arbitraries.of(EndCause.values()),
            uuids().map(SubjectId::new).optional(),
            texts(),
            instants())
        .as(End::new);
  }

  /** One of its rounds is open. */
  private static Arbitrary<Elevation> pending(Arbitrary<List<Approval>> some) {
    return Combinators.combine(
            requests(stages().list().ofMinSize(1).ofMaxSize(3)),
            Arbitraries.integers().between(0, 2),
            some,
            instants(),
            instants())
        .as(
            (request, round, approvals, opened, lapses) ->
                new Elevation.Pending(
                    request, round % request.terms().stages().size(), approvals, opened, lapses));
  }

  @Provide
  Arbitrary<Elevation> elevations() {
    Arbitrary<List<Approval>> some = approvals().list().ofMaxSize(3);
    Arbitrary<Approver> approvers =
        Combinators.combine(subjects(), texts().set().ofMaxSize(3).map(Set::copyOf))
            .as(Approver::new);
    Arbitrary<Optional<String>> debts = texts().optional();
    return Arbitraries.oneOf(
        pending(some),
        Combinators.combine(requests(), some, grants()).as(Elevation.Approved::new),
        Combinators.combine(requests(), some, grants()).as(Elevation.Provisioning::new),
        Combinators.combine(requests(), some, grants()).as(Elevation.Active::new),
        Combinators.combine(requests(), some, grants(), ends(), debts).as(Elevation.Revoking::new),
        Combinators.combine(requests(), some, grants(), ends(), instants())
            .as(Elevation.Ended::new),
        Combinators.combine(requests(), some, approvers.optional(), texts(), instants())
            .as(Elevation.Denied::new),
        Combinators.combine(requests(), some, instants()).as(Elevation.Withdrawn::new),
        Combinators.combine(requests(), some, instants()).as(Elevation.Lapsed::new),
        Combinators.combine(requests(), some, texts(), instants()).as(Elevation.Failed::new));
  }
}
