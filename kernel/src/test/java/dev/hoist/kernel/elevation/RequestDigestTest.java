package dev.hoist.kernel.elevation;

import static dev.hoist.kernel.elevation.Cast.HALF_HOUR;
import static dev.hoist.kernel.elevation.Cast.HOUR;
import static dev.hoist.kernel.elevation.Cast.stage;
import static dev.hoist.kernel.elevation.Cast.terms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.Aftercare;
import dev.hoist.kernel.policy.Ask;
import dev.hoist.kernel.policy.Escalation;
import dev.hoist.kernel.policy.Extension;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.Question;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RequestDigestTest {
  private static final Request BASE = Cast.request(terms(HOUR, stage(1, "group:leads")));

  private static final Aftercare TOLD = new Aftercare(Set.of("group:leads"), Optional.empty());
  private static final List<Question> ASKED =
      List.of(
          new Question(
              "ticket",
              "Ticket",
              Question.Sort.TEXT,
              true,
              Optional.empty(),
              List.of(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
  private static final Terms LIMITED =
      new Terms(
          HOUR,
          BASE.terms().stages(),
          new Limits(
              Optional.empty(),
              Optional.of(HALF_HOUR),
              Optional.empty(),
              Optional.empty(),
              List.of(),
              false),
          Aftercare.NONE,
          List.of());

  private static Terms asking(Ask ask) {
    return new Terms(HOUR, BASE.terms().stages(), Limits.NONE, Aftercare.NONE, ask, List.of());
  }

  private static Stage escalating() {
    Stage stage = BASE.terms().stages().getFirst();
    var escalation = new Escalation(HALF_HOUR, Set.of("group:sre"));
    return new Stage(stage.count(), stage.from(), stage.within(), Optional.of(escalation));
  }

  @Example
  @Label("S12 the digest of a request stays the same over versions of hoist")
  void knownAnswers() {
    var rich =
        new Terms(
            HOUR,
            List.of(escalating()),
            new Limits(
                Optional.of(new Extension(HALF_HOUR, 2)),
                Optional.of(HALF_HOUR),
                Optional.of(Cast.NOON),
                Optional.empty(),
                List.of(),
                true),
            TOLD,
            ASKED);
    Request said = saying(Optional.of("ORD-1"), Map.of("n", new Value.Whole(3)), true);
    assertThat(Stream.of(BASE, with(rich), said).map(request -> request.digest().hex()))
        .containsExactly(
            "0e38a61eeab690d1e4bee9525f7d5f64bd8e373b5938e71ee988bc2223040bf2",
            "a4da4e4f0d691ccdc467bf82b7cf894aa4196d9a953442acfeb3b3772ecf3ede",
            "ee99a186fd17be11a9d74a7ce8dec4826969daf06449b05964abcffc3daf99fe");
  }

  @Property
  @Label("S12 requests that differ in anything differ in their digest")
  void injective(@ForAll("requests") Request one, @ForAll("requests") Request other) {
    assertThat(one.digest().equals(other.digest())).isEqualTo(one.equals(other));
  }

  @Example
  @Label("S12 no detail of a request can change under an approval")
  void everyDetail() {
    Target target = BASE.target();
    TargetDefinition t = target.definition();
    Role role = BASE.role();
    for (Request edited :
        List.of(
            with(new Target(new TargetId(new UUID(0, 1)), t)),
            with(
                new Target(
                    target.id(), new TargetDefinition("o", t.kind(), t.address(), t.labels()))),
            with(
                new Target(
                    target.id(), new TargetDefinition(t.name(), "ssh", t.address(), t.labels()))),
            with(
                new Target(target.id(), new TargetDefinition(t.name(), t.kind(), "x", t.labels()))),
            with(
                new Target(
                    target.id(), new TargetDefinition(t.name(), t.kind(), t.address(), Map.of()))),
            with(new Role(new RoleId(new UUID(0, 1)), role.definition())),
            with(
                new Role(
                    role.id(), new RoleDefinition("f", "orders", role.definition().privileges()))),
            with(
                new Role(
                    role.id(), new RoleDefinition("fix", "o", role.definition().privileges()))),
            with(new Role(role.id(), new RoleDefinition("fix", "orders", Map.of()))),
            with(Cast.DANA),
            with(Cast.ANAS_BOT),
            with(new Subject(Cast.ANA.id(), Cast.ANA.id(), "Ana", Subject.Kind.PERSON)),
            with(new Subject(Cast.ANA.id(), Cast.ANA.id(), "ana", Subject.Kind.WORKLOAD)),
            with(terms(HALF_HOUR, stage(1, "group:leads"))),
            with(terms(HOUR)),
            with(terms(HOUR, stage(2, "group:leads"))),
            with(terms(HOUR, stage(1, "group:sre"))),
            with(terms(HOUR, new Stage(1, Set.of("group:leads"), HOUR))),
            with(terms(HOUR, escalating())),
            with(LIMITED),
            with(new Terms(HOUR, BASE.terms().stages(), Limits.NONE, TOLD, List.of())),
            with(new Terms(HOUR, BASE.terms().stages(), Limits.NONE, Aftercare.NONE, ASKED)),
            with(asking(new Ask(true, Optional.empty()))),
            with(asking(new Ask(false, Optional.of("ORD-.*")))),
            with("another rule"),
            with(new PolicyHash("b".repeat(64))),
            with(BASE.at().plusNanos(1)),
            with(HOUR.plusNanos(1)),
            saying(Optional.of("ORD-1"), Map.of(), false),
            saying(Optional.of(""), Map.of(), false),
            saying(Optional.empty(), Map.of("a", new Value.Text("1")), false),
            saying(Optional.empty(), Map.of(), true),
            with(Optional.of("")),
            with(Optional.<String>empty()))) {
      assertThat(edited.digest()).as("%s", edited).isNotEqualTo(BASE.digest());
    }
  }

  @Example
  @Label("S12 an answer of another type, or under another name, is another answer")
  void answers() {
    List<Digest> digests =
        Stream.of(
                Map.<String, Value>of("a", new Value.Text("1")),
                Map.<String, Value>of("b", new Value.Text("1")),
                Map.<String, Value>of("a", new Value.Whole(1)),
                Map.<String, Value>of("a", new Value.Flag(true)),
                Map.<String, Value>of("a", new Value.Text("true")),
                Map.<String, Value>of("a", new Value.Text(""), "b", new Value.Text("")))
            .map(fields -> saying(Optional.empty(), fields, false).digest())
            .toList();
    assertThat(digests).doesNotHaveDuplicates();
  }

  private static Request saying(
      Optional<String> ticket, Map<String, Value> fields, boolean breakGlass) {
    return new Request(
        BASE.id(),
        BASE.requester(),
        BASE.target(),
        BASE.role(),
        BASE.asked(),
        BASE.reason(),
        new Particulars(ticket, fields, breakGlass),
        BASE.rule(),
        BASE.terms(),
        BASE.policy(),
        BASE.at());
  }

  @Example
  @Label("S12 the order in which sets and maps were filled does not matter")
  void canonical() {
    var one = with(terms(HOUR, stage(1, "group:a", "group:b")));
    var other = with(terms(HOUR, stage(1, "group:b", "group:a")));
    assertThat(one.digest()).isEqualTo(other.digest());
  }

  @Example
  @Label("S12 texts cannot borrow from their neighbours, nor hide in what no encoding can write")
  void noBorrowing() {
    var split = Set.of("group:a,group:b");
    var two = Set.of("group:a", "group:b");
    assertThat(with(new Terms(HOUR, List.of(new Stage(1, split, HOUR)))).digest())
        .isNotEqualTo(with(new Terms(HOUR, List.of(new Stage(1, two, HOUR)))).digest());
    assertThat(with(Optional.of("a\u0000b")).digest())
        .isNotEqualTo(with(Optional.of("a")).digest());
    assertThat(with(Optional.of("\uD800")).digest()).isNotEqualTo(with(Optional.of("?")).digest());
    assertThat(with(Optional.of("\u202Etfel")).digest())
        .isNotEqualTo(with(Optional.of("tfel")).digest());
  }

  @Provide
  Arbitrary<Request> requests() {
    Arbitrary<Optional<String>> reason = Arbitraries.strings().all().ofMaxLength(2).optional(0.8);
    Arbitrary<Duration> asked = Arbitraries.of(HOUR, HALF_HOUR);
    Arbitrary<Subject> requester = Arbitraries.of(Cast.ANA, Cast.ANAS_BOT);
    Arbitrary<Set<String>> from =
        Arbitraries.of("a", "b", "ab", "").set().ofMinSize(1).ofMaxSize(3);
    Arbitrary<List<Stage>> stages = from.map(f -> new Stage(1, f, HOUR)).list().ofMaxSize(2);
    return Combinators.combine(reason, asked, requester, stages)
        .as(
            (r, a, who, s) ->
                new Request(
                    BASE.id(),
                    who,
                    BASE.target(),
                    BASE.role(),
                    a,
                    r,
                    BASE.rule(),
                    new Terms(HOUR, s),
                    BASE.policy(),
                    BASE.at()));
  }

  private static Request with(Target target) {
    return new Request(
        BASE.id(),
        BASE.requester(),
        target,
        BASE.role(),
        BASE.asked(),
        BASE.reason(),
        BASE.rule(),
        BASE.terms(),
        BASE.policy(),
        BASE.at());
  }

  private static Request with(Role role) {
    return new Request(
        BASE.id(),
        BASE.requester(),
        BASE.target(),
        role,
        BASE.asked(),
        BASE.reason(),
        BASE.rule(),
        BASE.terms(),
        BASE.policy(),
        BASE.at());
  }

  private static Request with(Subject requester) {
    return new Request(
        BASE.id(),
        requester,
        BASE.target(),
        BASE.role(),
        BASE.asked(),
        BASE.reason(),
        BASE.rule(),
        BASE.terms(),
        BASE.policy(),
        BASE.at());
  }

  private static Request with(Terms terms) {
    return new Request(
        BASE.id(),
        BASE.requester(),
        BASE.target(),
        BASE.role(),
        BASE.asked(),
        BASE.reason(),
        BASE.rule(),
        terms,
        BASE.policy(),
        BASE.at());
  }

  private static Request with(String rule) {
    return new Request(
        BASE.id(),
        BASE.requester(),
        BASE.target(),
        BASE.role(),
        BASE.asked(),
        BASE.reason(),
        rule,
        BASE.terms(),
        BASE.policy(),
        BASE.at());
  }

  private static Request with(PolicyHash policy) {
    return new Request(
        BASE.id(),
        BASE.requester(),
        BASE.target(),
        BASE.role(),
        BASE.asked(),
        BASE.reason(),
        BASE.rule(),
        BASE.terms(),
        policy,
        BASE.at());
  }

  private static Request with(Instant at) {
    return new Request(
        BASE.id(),
        BASE.requester(),
        BASE.target(),
        BASE.role(),
        BASE.asked(),
        BASE.reason(),
        BASE.rule(),
        BASE.terms(),
        BASE.policy(),
        at);
  }

  private static Request with(Duration asked) {
    return new Request(
        BASE.id(),
        BASE.requester(),
        BASE.target(),
        BASE.role(),
        asked,
        BASE.reason(),
        BASE.rule(),
        BASE.terms(),
        BASE.policy(),
        BASE.at());
  }

  private static Request with(Optional<String> reason) {
    return new Request(
        BASE.id(),
        BASE.requester(),
        BASE.target(),
        BASE.role(),
        BASE.asked(),
        reason,
        BASE.rule(),
        BASE.terms(),
        BASE.policy(),
        BASE.at());
  }
}
