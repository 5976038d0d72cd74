package dev.hoist.policy.decide;

import dev.hoist.kernel.policy.Terms;
import dev.hoist.policy.cel.Condition;
import dev.hoist.policy.cel.Conditions;
import dev.hoist.policy.cel.Conditions.Subject;
import dev.hoist.policy.model.Effect;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.Principal;
import dev.hoist.policy.model.Principal.Kind;
import dev.hoist.policy.model.RoleDef;
import dev.hoist.policy.model.RuleDef;
import dev.hoist.policy.model.RulesByRole;
import dev.hoist.policy.model.TargetDef;
import dev.hoist.policy.source.Located;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the rules of one file ready to decide. */
final class RuleBinder {
  private final PolicyDoc doc;
  private final Conditions conditions;
  private final RulesByRole ruleBook;
  private final IdentityHashMap<RuleDef, Head> heads = new IdentityHashMap<>();
  private final Map<Key, RolePage> pages = new HashMap<>();

  RuleBinder(PolicyDoc doc, Conditions conditions) {
    this.doc = doc;
    this.conditions = conditions;
    this.ruleBook = new RulesByRole(doc.rules());
  }

  /** The denials of a file that are about every role. */
  List<Denying> denying() {
    return doc.rules().stream().flatMap(r -> denying(r).stream()).toList();
  }

  /** Pages of one role on targets of one owner say the same, and are one. */
  private record Key(String role, Set<String> owner) {}

  RolePage page(RoleDef role, TargetDef target, Candidates<Denying> everywhere) {
    Set<String> owner =
        target.owner().stream().map(o -> o.value().toString()).collect(Collectors.toSet());
    return pages.computeIfAbsent(
        new Key(role.name().value(), owner), key -> made(role, owner, everywhere));
  }

  private RolePage made(RoleDef role, Set<String> owner, Candidates<Denying> everywhere) {
    List<Denying> denying = new ArrayList<>();
    List<Allowing> allowing = new ArrayList<>();
    for (RuleDef rule : ruleBook.of(role.name().value())) {
      denying(rule).ifPresent(denying::add);
      allowing(rule, owner).ifPresent(allowing::add);
    }
    return new RolePage(
        doc.name().value(),
        doc.settings().observes(),
        role,
        everywhere,
        new Candidates<>(denying, d -> d.head().who()),
        new Candidates<>(allowing, a -> a.head().who()));
  }

  private Optional<Denying> denying(RuleDef rule) {
    return rule.effect() instanceof Effect.Deny deny
        ? Optional.of(new Denying(head(rule), deny.message().value(), doc.settings().revokes()))
        : Optional.empty();
  }

  private Optional<Allowing> allowing(RuleDef rule, Set<String> owner) {
    return rule.effect() instanceof Effect.Allow allow
        ? Optional.of(
            new Allowing(
                head(rule), terms(allow, owner), asks(allow), others -> terms(allow, others)))
        : Optional.empty();
  }

  private Terms terms(Effect.Allow allow, Set<String> owner) {
    return new TermsBinder(owner, doc.settings().revokes()).terms(allow);
  }

  private static Asks asks(Effect.Allow allow) {
    Effect.Ask ask = allow.ask();
    return new Asks(ask.reason(), ask.ticket().map(Located::value), ask.questions());
  }

  private Head head(RuleDef rule) {
    return heads.computeIfAbsent(rule, this::bind);
  }

  private Head bind(RuleDef rule) {
    Optional<Condition> when = rule.when().map(w -> conditions.get(Subject.REQUEST, w.text()));
    return new Head(
        rule.name().value(),
        doc.source().name(),
        rule.name().mark().line(),
        doc.settings().zone(),
        who(rule),
        when);
  }

  private static Who who(RuleDef rule) {
    Set<Principal> who = rule.who().stream().map(Located::value).collect(Collectors.toSet());
    boolean everyone = who.isEmpty() || who.contains(Principal.EVERYONE);
    return new Who(
        everyone,
        who.stream()
            .filter(p -> p.kind() == Kind.USER || p.kind() == Kind.GROUP)
            .map(Principal::toString)
            .collect(Collectors.toSet()),
        who.stream()
            .filter(p -> p.kind() == Kind.ON_CALL)
            .map(Principal::name)
            .collect(Collectors.toSet()));
  }
}
