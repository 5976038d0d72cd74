package dev.hoist.policy.parse;

import dev.hoist.policy.model.Effect;
import dev.hoist.policy.model.Effect.After;
import dev.hoist.policy.model.Effect.ReviewDef;
import dev.hoist.policy.model.Keys;
import dev.hoist.policy.model.Principal;
import dev.hoist.policy.model.RuleDef;
import dev.hoist.policy.model.When;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.yaml.Form;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The section {@code rules}. */
final class RuleParser {
  static final Duration LEAST = Duration.ofSeconds(1);
  static final Duration MOST = Duration.ofDays(30);

  private RuleParser() {}

  /**
   * @param zone the time zone of the file
   */
  static RuleDef parse(Form form, ZoneId zone) {
    form.only(Keys.RULE.order());
    Located<String> name = name(form);
    List<Located<Principal>> who = Names.principals(form, "who", Names.Also.ON_CALL_OR_EVERYONE);
    List<Located<String>> roles = form.texts("roles");
    emptyLists(form);
    Optional<When> when = form.text("when").map(w -> new When(w.value(), w.mark()));
    return new RuleDef(name, who, roles, when, effect(form, zone));
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
    form.filled("who", "who names nobody; write everyone, user:… or group:…");
    form.filled("roles", "roles names no role");
  }

  private static Effect effect(Form form, ZoneId zone) {
    boolean denies = form.has("deny");
    if (denies && form.has("grant")) {
      form.error(form.at("deny"), "a rule either denies or grants; make two of it");
    } else if (!denies && !form.has("grant")) {
      form.missing("grant", "write grant: {max: 1h}, or deny: with a message");
    }
    return denies ? deny(form) : allow(form, zone);
  }

  private static Effect deny(Form form) {
    for (String key : List.of("approval", "ask", "after")) {
      if (form.has(key) && !form.has("grant")) {
        form.error(form.at(key), key + " has no meaning in a rule that denies");
      }
    }
    Located<String> message = form.text("deny").orElse(new Located<>("denied", form.at()));
    Names.checkMessage(message, form);
    return new Effect.Deny(message);
  }

  private static Effect allow(Form form, ZoneId zone) {
    if (!form.has("who")) {
      form.missing("who", "write who: group:sre, or who: everyone");
    }
    if (!form.has("roles")) {
      form.missing("roles", "list the roles it grants, such as roles: [read]");
    }
    return new Effect.Allow(
        LimitParser.parse(form, zone),
        ApprovalParser.stages(form),
        AskParser.parse(form),
        after(form));
  }

  private static After after(Form rule) {
    Optional<Form> after = rule.form("after", "after").map(a -> a.only("notify", "review"));
    after.ifPresent(a -> a.filled("notify", "notify names nobody; leave it out"));
    return new After(
        after
            .map(a -> Names.principals(a, "notify", Names.Also.ON_CALL_OR_OWNER))
            .orElse(List.of()),
        after.flatMap(a -> a.form("review", "review")).flatMap(RuleParser::review));
  }

  private static Optional<ReviewDef> review(Form form) {
    form.only("within", "by");
    List<Located<Principal>> by = Names.principals(form, "by", Names.Also.ON_CALL_OR_OWNER);
    if (!form.has("by") || form.isEmptyList("by")) {
      form.missing("by", "write who looks back, such as by: group:leads");
    }
    if (!form.has("within")) {
      form.missing("within", "write when it is due, such as within: 24h");
    }
    Optional<Located<Duration>> within = form.duration("within", LEAST, MOST);
    return by.isEmpty() ? Optional.empty() : within.map(w -> new ReviewDef(w.value(), by));
  }
}
