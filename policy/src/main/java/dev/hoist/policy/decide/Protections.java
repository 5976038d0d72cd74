package dev.hoist.policy.decide;

import dev.hoist.kernel.policy.MaskRule;
import dev.hoist.kernel.policy.Protection;
import dev.hoist.kernel.policy.Protection.Answer;
import dev.hoist.kernel.policy.Value;
import dev.hoist.policy.cel.Condition;
import dev.hoist.policy.cel.Conditions;
import dev.hoist.policy.cel.Conditions.Subject;
import dev.hoist.policy.cel.Variables;
import dev.hoist.policy.model.GuardDef;
import dev.hoist.policy.model.GuardDef.Rail;
import dev.hoist.policy.model.MaskDef;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.When;
import dev.hoist.policy.source.Located;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The maskings and guardrails of a set, by file and name. */
final class Protections {
  /** For a target or role that policy does not know: whatever it is, it does not run. */
  static final Protection NOTHING_RUNS =
      new Protection(
          List.of(),
          statement -> new Answer.Block("policy does not know this role on this target"),
          Optional.empty());

  private record Key(String file, String name) {}

  private final Map<Key, List<MaskRule>> masks = new HashMap<>();
  private final Map<Key, List<Bound>> guards = new HashMap<>();
  private final Conditions conditions;

  Protections(List<PolicyDoc> docs, Conditions conditions) {
    this.conditions = conditions;
    for (PolicyDoc doc : docs) {
      for (MaskDef mask : doc.masks()) {
        masks.put(new Key(doc.source().name(), mask.name().value()), mask.rules());
      }
      for (GuardDef guard : doc.guards()) {
        guards.put(
            new Key(doc.source().name(), guard.name().value()),
            guard.rails().stream().map(this::bind).toList());
      }
    }
  }

  /** A guardrail with its condition compiled; none for a limit of rows. */
  private record Bound(Rail rail, Optional<Condition> when) {}

  private Bound bind(Rail rail) {
    return new Bound(
        rail,
        switch (rail) {
          case Rail.Block block -> Optional.of(compiled(block.when()));
          case Rail.Approve approve -> Optional.of(compiled(approve.when()));
          case Rail.LimitRows limit -> Optional.empty();
        });
  }

  private Condition compiled(When when) {
    return conditions.get(Subject.STATEMENT, when.text());
  }

  Protection of(String file, Optional<RolePage> page) {
    if (page.isEmpty()) {
      return NOTHING_RUNS;
    }
    Optional<Key> mask = page.get().role().mask().map(Located::value).map(n -> new Key(file, n));
    Optional<Key> guard = page.get().role().guard().map(Located::value).map(n -> new Key(file, n));
    List<Bound> rails = guard.map(guards::get).orElse(List.of());
    return new Protection(
        mask.map(masks::get).orElse(List.of()),
        statement -> check(rails, statement),
        rails.stream()
            .flatMap(
                b ->
                    b.rail() instanceof Rail.LimitRows l
                        ? Optional.of(l.rows()).stream()
                        : Optional.<Integer>empty().stream())
            .min(Integer::compareTo));
  }

  /** Any block blocks, wherever it stands; what cannot be told counts as holding. */
  private static Answer check(List<Bound> rails, Map<String, Value> statement) {
    Variables variables = Variables.ofStatement(statement);
    Optional<Answer> approve = Optional.empty();
    for (Bound bound : rails) {
      boolean holds =
          bound
              .when()
              .filter(w -> !(w.test(variables) instanceof Condition.Outcome.Fails))
              .isPresent();
      if (holds && bound.rail() instanceof Rail.Block block) {
        return new Answer.Block(
            block.message().orElse("blocked by guardrail: " + block.when().text()));
      }
      if (holds && bound.rail() instanceof Rail.Approve rail) {
        approve = approve.or(() -> Optional.of(new Answer.Approve(rail.when().text())));
      }
    }
    return approve.orElseGet(Answer.Pass::new);
  }
}
