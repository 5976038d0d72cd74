package dev.hoist.policy.parse;

import dev.hoist.policy.model.Effect;
import dev.hoist.policy.model.Effect.Ask;
import dev.hoist.policy.model.Principal;
import dev.hoist.policy.model.RuleDef;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Mark;
import dev.hoist.policy.yaml.Form;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The section {@code rules}. */
final class RuleParser {
  static final Duration LEAST = Duration.ofSeconds(1);
  static final Duration MOST = Duration.ofDays(30);

  private RuleParser() {}

  static RuleDef parse(Form form) {
    form.only("name", "who", "roles", "grant", "approval", "ask", "deny");
    Located<String> name = name(form);
    List<Located<Principal>> who = Names.principals(form, "who", true);
    List<Located<String>> roles = form.texts("roles");
    emptyLists(form);
    return new RuleDef(name, who, roles, effect(form));
  }

  private static Located<String> name(Form form) {
    Optional<Located<String>> name = form.text("name");
    name.ifPresent(
        n -> {
          Names.checkTitle(n, form);
          form.call("rule " + n.value(), n.mark());
        });
    return name.orElseGet(() -> nameless(form));
  }

  private static Located<String> nameless(Form form) {
    if (!form.has("name")) {
      form.missing("name", "decisions and messages carry it");
    }
    return new Located<>("?", form.at());
  }

  private static void emptyLists(Form form) {
    if (form.isEmptyList("who")) {
      form.error(form.at("who"), "who names nobody; write everyone, user:… or group:…");
    }
    if (form.isEmptyList("roles")) {
      form.error(form.at("roles"), "roles names no role");
    }
  }

  private static Effect effect(Form form) {
    boolean denies = form.has("deny");
    if (denies && form.has("grant")) {
      form.error(form.at("deny"), "a rule either denies or grants; make two of it");
    } else if (!denies && !form.has("grant")) {
      form.missing("grant", "write grant: {max: 1h}, or deny: with a message");
    }
    return denies ? deny(form) : allow(form);
  }

  private static Effect deny(Form form) {
    for (String key : List.of("approval", "ask")) {
      if (form.has(key) && !form.has("grant")) {
        form.error(form.at(key), key + " has no meaning in a rule that denies");
      }
    }
    Located<String> message = form.text("deny").orElse(new Located<>("denied", form.at()));
    Names.checkMessage(message, form);
    return new Effect.Deny(message);
  }

  private static Effect allow(Form form) {
    if (!form.has("who")) {
      form.missing("who", "write who: group:sre, or who: everyone");
    }
    if (!form.has("roles")) {
      form.missing("roles", "list the roles it grants, such as roles: [read]");
    }
    Located<Duration> max = max(form);
    return new Effect.Allow(max, ApprovalParser.stages(form), ask(form));
  }

  private static Located<Duration> max(Form rule) {
    Mark at = rule.at("grant");
    Optional<Form> grant = rule.form("grant", "grant").map(g -> g.only("max"));
    if (grant.isPresent() && !grant.get().has("max")) {
      grant.get().missing("max", "write the longest it may last, such as max: 1h");
    }
    return grant
        .flatMap(g -> g.duration("max", LEAST, MOST))
        .orElse(new Located<>(LEAST, at)); // never decides: the file is rejected
  }

  private static Ask ask(Form rule) {
    Optional<Form> ask = rule.form("ask", "ask").map(a -> a.only("reason"));
    Optional<Located<String>> reason = ask.flatMap(a -> a.text("reason"));
    boolean required = reason.map(r -> r.value().equals("required")).orElse(false);
    if (reason.isPresent() && !required && !reason.get().value().equals("optional")) {
      rule.error(
          reason.get().mark(), "reason is required or optional, not " + reason.get().value());
    }
    return new Ask(required);
  }
}
