package dev.hoist.control.store;

import static dev.hoist.control.store.Json.instant;
import static dev.hoist.control.store.Json.list;
import static dev.hoist.control.store.Json.object;
import static dev.hoist.control.store.Json.optional;
import static dev.hoist.control.store.Json.text;
import static dev.hoist.control.store.Json.texts;

import dev.hoist.kernel.change.Consent;
import dev.hoist.kernel.change.PolicyChange;
import dev.hoist.kernel.change.Proposal;
import dev.hoist.kernel.change.Touched;
import dev.hoist.kernel.elevation.Digest;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.PolicyOrigin;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A change of policy as stored; its files are in a column of their own. */
final class ChangeJson {
  private ChangeJson() {}

  static String word(PolicyChange state) {
    return switch (state) {
      case PolicyChange.Pending s -> "pending";
      case PolicyChange.Agreed s -> "agreed";
      case PolicyChange.Applied s -> "applied";
      case PolicyChange.Dropped s -> "dropped";
    };
  }

  static String write(PolicyChange state) {
    Map<String, Object> out = object("state", word(state), "proposal", proposal(state.proposal()));
    out.put("consents", state.consents().stream().map(ChangeJson::consent).toList());
    switch (state) {
      case PolicyChange.Pending s -> {}
      case PolicyChange.Agreed s -> out.put("at", s.at().toString());
      case PolicyChange.Applied s -> out.put("at", s.at().toString());
      case PolicyChange.Dropped s -> {
        out.put("why", s.why().name());
        s.by().ifPresent(by -> out.put("by", RequestJson.subject(by)));
        out.put("note", s.note());
        out.put("at", s.at().toString());
      }
    }
    return Json.write(out);
  }

  static PolicyChange read(String json) {
    JsonNode in = Json.read(json);
    Proposal proposal = proposal(in.required("proposal"));
    List<Consent> consents = list(in, "consents", ChangeJson::consent);
    return switch (text(in, "state")) {
      case "pending" -> new PolicyChange.Pending(proposal, consents);
      case "agreed" -> new PolicyChange.Agreed(proposal, consents, instant(in, "at"));
      case "applied" -> new PolicyChange.Applied(proposal, consents, instant(in, "at"));
      case "dropped" ->
          new PolicyChange.Dropped(
              proposal,
              PolicyChange.Why.valueOf(text(in, "why")),
              optional(in, "by", RequestJson::subject),
              text(in, "note"),
              instant(in, "at"));
      default -> throw new IllegalStateException(proposal.id() + " is in no state we know");
    };
  }

  private static Map<String, Object> proposal(Proposal p) {
    Map<String, Object> out =
        object(
            "number", p.id().number(),
            "author", RequestJson.subject(p.author()),
            "way", p.way().name(),
            "base", p.base().hex(),
            "proposed", p.proposed().hex());
    out.put("touched", p.touched().stream().map(ChangeJson::touched).toList());
    p.reason().ifPresent(reason -> out.put("reason", reason));
    out.put("at", p.at().toString());
    out.put("lapsesAt", p.lapsesAt().toString());
    return out;
  }

  private static Proposal proposal(JsonNode in) {
    return new Proposal(
        new RequestId(in.required("number").longValue()),
        RequestJson.subject(in.required("author")),
        PolicyOrigin.Way.valueOf(text(in, "way")),
        new PolicyHash(text(in, "base")),
        new PolicyHash(text(in, "proposed")),
        list(in, "touched", ChangeJson::touched),
        optional(in, "reason", JsonNode::stringValue),
        instant(in, "at"),
        instant(in, "lapsesAt"));
  }

  private static Map<String, Object> touched(Touched touched) {
    return object(
        "file", touched.file(),
        "how", touched.how().name(),
        "owners", touched.owners().stream().sorted().toList());
  }

  private static Touched touched(JsonNode in) {
    return new Touched(
        text(in, "file"), Touched.How.valueOf(text(in, "how")), new HashSet<>(texts(in, "owners")));
  }

  private static Map<String, Object> consent(Consent consent) {
    return object(
        "by", RequestJson.subject(consent.by()),
        "shown", consent.shown().hex(),
        "note", consent.note(),
        "at", consent.at().toString());
  }

  private static Consent consent(JsonNode in) {
    return new Consent(
        RequestJson.subject(in.required("by")),
        new Digest(text(in, "shown")),
        text(in, "note"),
        instant(in, "at"));
  }
}
