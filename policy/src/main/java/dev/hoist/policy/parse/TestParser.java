package dev.hoist.policy.parse;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.Value;
import dev.hoist.policy.model.Keys;
import dev.hoist.policy.model.TestDef;
import dev.hoist.policy.model.TestDef.Answer;
import dev.hoist.policy.model.TestDef.Asked;
import dev.hoist.policy.model.TestDef.Expected;
import dev.hoist.policy.model.TestDef.Given;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.yaml.Form;
import dev.hoist.policy.yaml.Node;
import dev.hoist.policy.yaml.Node.Entry;
import dev.hoist.policy.yaml.Node.Fields;
import dev.hoist.policy.yaml.Node.Items;
import dev.hoist.policy.yaml.Node.Scalar;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The section {@code tests}. */
final class TestParser {
  /** A Tuesday afternoon; tests that care say when they play. */
  private static final Instant SOME_TIME = Instant.parse("2026-11-03T14:00:00Z");

  /** As long as a reason or an answer. */
  private static final int LONGEST_TEXT = 2_000;

  private static final int LONGEST_TICKET = 200;

  private static final Duration LONGEST = Duration.ofDays(3650);

  private static final Map<String, Subject.Kind> KINDS =
      Map.of(
          "person", Subject.Kind.PERSON,
          "agent", Subject.Kind.AGENT,
          "workload", Subject.Kind.WORKLOAD);

  private static final Map<String, Answer> ANSWERS =
      Map.of(
          "deny", Answer.DENY,
          "allow", Answer.ALLOW,
          "approve", Answer.APPROVE,
          "amend", Answer.AMEND);

  private TestParser() {}

  static Optional<TestDef> parse(Form form, ZoneId zone) {
    form.only(Keys.TEST.order());
    Optional<Located<String>> it = form.text("it");
    it.ifPresent(i -> form.call("test " + i.value(), i.mark()));
    for (String key : List.of("it", "request", "expect")) {
      if (!form.has(key)) {
        form.missing(key, how(key));
      }
    }
    Optional<Given> given =
        form.has("given")
            ? form.form("given", "given").map(g -> given(g, zone))
            : Optional.of(anyone());
    Optional<Asked> asked = form.form("request", "request").flatMap(TestParser::asked);
    Stream.of("given", "request")
        .flatMap(key -> form.node(key).stream())
        .forEach(n -> fit(n, form));
    Optional<Expected> expected = form.form("expect", "expect").flatMap(TestParser::expected);
    if (it.isEmpty() || given.isEmpty() || asked.isEmpty() || expected.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new TestDef(it.get(), given.get(), asked.get(), expected.get()));
  }

  /** A request has no longer texts either. */
  private static void fit(Node node, Form form) {
    switch (node) {
      case Items items -> items.items().forEach(item -> fit(item, form));
      case Fields fields -> fields.entries().forEach(e -> fit(e.value(), form, most(e)));
      case Scalar scalar -> fit(scalar, form, LONGEST_TEXT);
    }
  }

  private static void fit(Node node, Form form, int most) {
    if (!(node instanceof Scalar scalar)) {
      fit(node, form);
    } else if (scalar.text().length() > most) {
      form.error(scalar.mark(), "a text here has at most " + most + " characters");
    }
  }

  private static int most(Entry entry) {
    return entry.key().text().equals("ticket") ? LONGEST_TICKET : LONGEST_TEXT;
  }

  private static String how(String key) {
    return switch (key) {
      case "it" -> "say what it shows";
      case "request" -> "write what is asked for, such as {target: orders-prod, role: read}";
      default -> "write what should come of it, such as {decision: deny}";
    };
  }

  private static Given anyone() {
    return new Given(
        "someone",
        Subject.Kind.PERSON,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        SOME_TIME,
        Map.of(),
        List.of(),
        List.of());
  }

  private static Given given(Form form, ZoneId zone) {
    form.only(
        "subject",
        "via",
        "acts_for",
        "groups",
        "idp",
        "on_call",
        "mfa_age",
        "at",
        "attributes",
        "incidents",
        "unknown");
    return new Given(
        form.text("subject").map(Located::value).orElse("someone"),
        form.word("via", KINDS).orElse(Subject.Kind.PERSON),
        form.text("acts_for").map(Located::value),
        form.texts("groups"),
        form.texts("idp").stream().map(Located::value).toList(),
        form.texts("on_call"),
        form.duration("mfa_age", Duration.ZERO, LONGEST).map(Located::value),
        at(form, zone),
        Values.named(form, "attributes"),
        form.list("incidents").stream().map(TestParser::incident).toList(),
        form.texts("unknown"));
  }

  private static Instant at(Form form, ZoneId zone) {
    Optional<Located<String>> text = form.text("at");
    Optional<Instant> at = text.flatMap(t -> Moments.local(t.value(), zone));
    if (text.isPresent() && at.isEmpty()) {
      form.error(
          text.get().mark(),
          "at is a moment such as 2026-11-03T14:00 (local) or 2026-11-03T14:00:00Z, not "
              + text.get().value());
    }
    return at.orElse(SOME_TIME);
  }

  /** What a test does not say of an incident is as in an open one of no service. */
  private static Value incident(Node node) {
    Value value = Values.value(node);
    if (!(value instanceof Value.Named named)) {
      return value;
    }
    Map<String, Value> fields =
        new java.util.HashMap<>(
            Map.of(
                "id", new Value.Text("INC-1"),
                "title", new Value.Text(""),
                "severity", new Value.Text(""),
                "open", new Value.Flag(true),
                "services", new Value.Many(List.of())));
    fields.putAll(named.fields());
    return new Value.Named(fields);
  }

  private static Optional<Asked> asked(Form form) {
    form.only(
        "target", "role", "for", "reason", "ticket", "break_glass", "fields", "kind", "labels");
    for (String key : List.of("target", "role")) {
      if (!form.has(key)) {
        form.missing(key, "write the " + key + " asked for");
      }
    }
    Optional<Located<String>> role = form.text("role");
    return form.text("target")
        .flatMap(
            target ->
                role.map(
                    r ->
                        new Asked(
                            target,
                            r,
                            form.duration("for", Duration.ZERO, LONGEST)
                                .map(Located::value)
                                .orElse(Duration.ofMinutes(1)),
                            form.text("reason").map(Located::value),
                            form.text("ticket").map(Located::value),
                            form.flag("break_glass").orElse(false),
                            Values.named(form, "fields"),
                            form.text("kind").map(Located::value),
                            TargetParser.labels(form, "labels"))));
  }

  private static Optional<Expected> expected(Form form) {
    form.only("decision", "rule", "max", "approvals", "message");
    if (!form.has("decision")) {
      form.missing("decision", "write decision: deny, allow, approve or amend");
    }
    return form.word("decision", ANSWERS)
        .map(
            answer ->
                new Expected(
                    answer,
                    form.text("rule"),
                    form.duration("max", Duration.ZERO, LONGEST).map(Located::value),
                    form.whole("approvals", 0, 1000).map(Located::value),
                    form.text("message").map(Located::value)));
  }
}
