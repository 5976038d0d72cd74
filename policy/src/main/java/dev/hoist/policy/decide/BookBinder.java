package dev.hoist.policy.decide;

import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.policy.check.GroupBook;
import dev.hoist.policy.model.Effect;
import dev.hoist.policy.model.Effect.StageDef;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.Principal;
import dev.hoist.policy.model.RoleDef;
import dev.hoist.policy.model.RuleDef;
import dev.hoist.policy.model.TargetDef;
import dev.hoist.policy.source.Located;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a book of checked files. */
public final class BookBinder {
  private final List<TargetDefinition> targets = new ArrayList<>();
  private final List<RoleDefinition> roles = new ArrayList<>();
  private final Map<String, Map<String, RolePage>> pages = new HashMap<>();

  private BookBinder() {}

  /**
   * @param docs files in which no error was found
   */
  public static PolicySet bind(List<PolicyDoc> docs, PolicyHash hash) {
    var binder = new BookBinder();
    docs.forEach(binder::add);
    var standings = new Standings(new GroupBook(docs).groups());
    return new Book(hash, binder.targets, binder.roles, binder.pages, standings);
  }

  private void add(PolicyDoc doc) {
    for (TargetDef target : doc.targets()) {
      targets.add(target.definition());
      pages.put(target.name().value(), new HashMap<>());
    }
    for (RoleDef role : doc.roles()) {
      RolePage page = page(doc, role.name().value());
      for (Located<String> on : role.on()) {
        roles.add(role.definition(on.value()));
        pages.computeIfAbsent(on.value(), t -> new HashMap<>()).put(role.name().value(), page);
      }
    }
  }

  private static RolePage page(PolicyDoc doc, String role) {
    List<BoundRule.Denying> denying = new ArrayList<>();
    List<BoundRule.Allowing> allowing = new ArrayList<>();
    for (RuleDef rule : doc.rules()) {
      if (rule.roles().isEmpty() || rule.roles().stream().anyMatch(r -> r.value().equals(role))) {
        switch (rule.effect()) {
          case Effect.Deny deny ->
              denying.add(
                  new BoundRule.Denying(rule.name().value(), who(rule), deny.message().value()));
          case Effect.Allow allow ->
              allowing.add(
                  new BoundRule.Allowing(
                      rule.name().value(), who(rule), terms(allow), allow.ask().reason()));
        }
      }
    }
    return new RolePage(doc.name().value(), denying, allowing);
  }

  /** Empty for everyone. */
  private static Set<String> who(RuleDef rule) {
    Set<Principal> who = rule.who().stream().map(Located::value).collect(Collectors.toSet());
    return who.contains(Principal.EVERYONE)
        ? Set.of()
        : who.stream().map(Principal::toString).collect(Collectors.toUnmodifiableSet());
  }

  private static Terms terms(Effect.Allow allow) {
    return new Terms(allow.max().value(), allow.stages().stream().map(BookBinder::stage).toList());
  }

  private static Stage stage(StageDef stage) {
    return new Stage(
        stage.count().value(),
        stage.from().stream().map(p -> p.value().toString()).collect(Collectors.toSet()),
        stage.within().value());
  }
}
