package dev.hoist.control.store;

import static dev.hoist.control.store.Json.duration;
import static dev.hoist.control.store.Json.instant;
import static dev.hoist.control.store.Json.object;
import static dev.hoist.control.store.Json.optional;
import static dev.hoist.control.store.Json.text;
import static dev.hoist.control.store.Json.texts;

import dev.hoist.control.elevation.DecisionRecord;
import dev.hoist.control.policy.PastDecisions;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.PolicyHash;
import java.util.HashSet;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Facts and what policy said to them, as stored. */
public final class DecisionJson {
  private DecisionJson() {}

  /** A decision as it was kept, ready to be decided again. */
  public static DecisionRecord read(PastDecisions.Kept kept) {
    return new DecisionRecord(
        kept.number(),
        kept.request(),
        readFacts(kept.facts()),
        SightingJson.read(kept.sightings()),
        readDecision(kept.decision()),
        new PolicyHash(kept.policy()));
  }

  public static String write(Facts facts) {
    Map<String, Object> out =
        object(
            "subject", RequestJson.subject(facts.subject()),
            "groups", facts.groups().stream().sorted().toList(),
            "target", facts.target(),
            "role", facts.role(),
            "asked", facts.asked().toString(),
            "at", facts.at().toString(),
            "known", ValueJson.write(facts.known()));
    facts.reason().ifPresent(reason -> out.put("reason", reason));
    return Json.write(out);
  }

  public static Facts readFacts(String json) {
    JsonNode in = Json.read(json);
    return new Facts(
        RequestJson.subject(in.required("subject")),
        new HashSet<>(texts(in, "groups")),
        text(in, "target"),
        text(in, "role"),
        duration(text(in, "asked")),
        optional(in, "reason", JsonNode::stringValue),
        instant(in, "at"),
        ValueJson.read(in.required("known")));
  }

  public static String write(Decision decision) {
    return Json.write(
        switch (decision) {
          case Decision.Allowed a ->
              object("answer", "allowed", "rule", a.rule(), "terms", TermsJson.whole(a.terms()));
          case Decision.Amend a ->
              object(
                  "answer", "amend",
                  "rule", a.rule(),
                  "terms", TermsJson.whole(a.terms()),
                  "problems", a.problems());
          case Decision.Denied d -> {
            Map<String, Object> out = object("answer", "denied", "message", d.message());
            d.rule().ifPresent(rule -> out.put("rule", rule));
            yield out;
          }
        });
  }

  public static Decision readDecision(String json) {
    JsonNode in = Json.read(json);
    String answer = text(in, "answer");
    return switch (answer) {
      case "allowed" ->
          new Decision.Allowed(text(in, "rule"), TermsJson.read(in.required("terms")));
      case "amend" ->
          new Decision.Amend(
              text(in, "rule"), TermsJson.read(in.required("terms")), texts(in, "problems"));
      case "denied" ->
          new Decision.Denied(optional(in, "rule", JsonNode::stringValue), text(in, "message"));
      default -> throw new IllegalStateException("a stored decision answers " + answer);
    };
  }
}
