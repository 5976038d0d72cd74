package dev.hoist.policy.diff;

import static dev.hoist.policy.diff.TermSayings.apart;
import static dev.hoist.policy.diff.TermSayings.joined;
import static dev.hoist.policy.diff.TermSayings.word;

import dev.hoist.kernel.policy.MaskRule;
import dev.hoist.policy.model.Effect;
import dev.hoist.policy.model.Effect.StageDef;
import dev.hoist.policy.model.GroupDef;
import dev.hoist.policy.model.GuardDef;
import dev.hoist.policy.model.GuardDef.Rail;
import dev.hoist.policy.model.MaskDef;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.Principal;
import dev.hoist.policy.model.RoleDef;
import dev.hoist.policy.model.RuleDef;
import dev.hoist.policy.model.ScheduleDef;
import dev.hoist.policy.model.TargetDef;
import dev.hoist.policy.source.Durations;
import dev.hoist.policy.source.Located;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What definitions say, key by key, in one spelling: what says the same is the same text. Nothing
 * that decides may be missing here, or a change of it would not be seen.
 */
final class Sayings {
  private Sayings() {}

  static Map<String, String> of(PolicyDoc doc) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("owners", principals(doc.owners()));
    said.put("scope", doc.settings().everywhere() ? "organisation" : "targets");
    said.put("mode", doc.settings().observes() ? "observe" : "enforce");
    said.put("timezone", doc.settings().zone().getId());
    said.put("on_change", doc.settings().revokes() ? "revoke" : "keep");
    return said;
  }

  static Map<String, String> of(GroupDef group) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("members", principals(group.members()));
    said.put("idp", texts(group.idp()));
    return said;
  }

  static Map<String, String> of(ScheduleDef schedule) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put(schedule.origin(), schedule.id());
    said.put("levels", schedule.levels().isEmpty() ? "" : schedule.levels().toString());
    return said;
  }

  static Map<String, String> of(TargetDef target) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("kind", target.kind());
    said.put("address", target.address().orElse(""));
    said.put("select", labels(target.select()));
    said.put("labels", labels(target.labels()));
    said.put("owner", principals(target.owner()));
    return said;
  }

  private static String labels(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(e -> apart(e.getKey(), ",= ") + "=" + apart(e.getValue(), ",= "))
            .collect(joined());
  }

  static Map<String, String> of(RoleDef role) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("on", texts(role.on()));
    said.put("mask", text(role.mask()));
    said.put("guard", text(role.guard()));
    role.privileges()
        .forEach(
            p ->
                said.put(
                    p.key().value(),
                    p.values().stream()
                        .map(v -> apart(v.value(), ";"))
                        .collect(Collectors.joining("; "))));
    return said;
  }

  static Map<String, String> of(MaskDef mask) {
    return Map.of(
        "rules", mask.rules().stream().map(Sayings::mask).collect(Collectors.joining("; ")));
  }

  private static String mask(MaskRule rule) {
    String what =
        rule.detect().map(TermSayings::word).orElseGet(() -> String.join(", ", rule.columns()));
    return what + " " + word(rule.show());
  }

  static Map<String, String> of(GuardDef guard) {
    return Map.of(
        "rules", guard.rails().stream().map(Sayings::rail).collect(Collectors.joining("; ")));
  }

  private static String rail(Rail rail) {
    return switch (rail) {
      case Rail.Block block ->
          "block " + line(block.when().text()) + block.message().map(m -> ": " + m).orElse("");
      case Rail.Approve approve -> "approve " + line(approve.when().text());
      case Rail.LimitRows limit -> "limit_rows " + limit.rows();
    };
  }

  static Map<String, String> of(RuleDef rule) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("who", principals(rule.who()));
    said.put("roles", texts(rule.roles()));
    said.put("when", rule.when().map(w -> line(w.text())).orElse(""));
    switch (rule.effect()) {
      case Effect.Deny deny -> said.put("deny", deny.message().value());
      case Effect.Allow allow -> allow(allow, said);
    }
    return said;
  }

  private static void allow(Effect.Allow allow, Map<String, String> said) {
    Effect.Limit limit = allow.limit();
    said.put("max", Durations.show(limit.max().value()));
    said.put("extend", limit.extension().map(TermSayings::extension).orElse(""));
    said.put("idle", limit.idle().map(Durations::show).orElse(""));
    said.put("not_before", limit.notBefore().map(Object::toString).orElse(""));
    said.put("not_after", limit.notAfter().map(Object::toString).orElse(""));
    said.put("windows", limit.windows().map(TermSayings::windows).orElse(""));
    said.put("approval", approval(allow.stages()));
    said.put("ask reason", allow.ask().reason() ? "required" : "");
    said.put("ask ticket", text(allow.ask().ticket()));
    allow.ask().questions().forEach(q -> said.put(TermSayings.asked(q), TermSayings.question(q)));
    said.put("notify", principals(allow.after().told()));
    said.put(
        "review",
        allow
            .after()
            .review()
            .map(r -> "by " + principals(r.by()) + " within " + Durations.show(r.within()))
            .orElse(""));
  }

  static String approval(List<StageDef> stages) {
    return stages.isEmpty()
        ? "none"
        : stages.stream().map(Sayings::stage).collect(Collectors.joining(", then "));
  }

  private static String stage(StageDef stage) {
    return stage.count().value()
        + " of "
        + principals(stage.from())
        + " within "
        + Durations.show(stage.within().value())
        + stage
            .escalate()
            .map(e -> ", after " + Durations.show(e.after()) + " also " + principals(e.to()))
            .orElse("");
  }

  static String principals(Collection<Located<Principal>> all) {
    return all.stream().map(p -> p.value().toString()).distinct().sorted().collect(joined());
  }

  private static String texts(Collection<Located<String>> all) {
    return all.stream().map(v -> apart(v.value(), ",")).distinct().sorted().collect(joined());
  }

  private static String text(Optional<Located<String>> text) {
    return text.map(Located::value).orElse("");
  }

  /** Blanks outside of quotes mean nothing in a condition; those inside are kept as they are. */
  static String line(String condition) {
    return condition.indexOf('\n') < 0
        ? condition
        : condition.replaceAll("\\s*\\n\\s*", " ").strip();
  }
}
