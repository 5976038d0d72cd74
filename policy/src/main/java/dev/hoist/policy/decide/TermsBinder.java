package dev.hoist.policy.decide;

import dev.hoist.kernel.policy.Aftercare;
import dev.hoist.kernel.policy.Ask;
import dev.hoist.kernel.policy.Escalation;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.Review;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.policy.model.Effect;
import dev.hoist.policy.model.Effect.StageDef;
import dev.hoist.policy.model.Principal;
import dev.hoist.policy.source.Located;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The terms of a rule for one target, whose owner may be asked. */
final class TermsBinder {
  private final Set<String> owner;
  private final boolean revokes;

  TermsBinder(Set<String> owner, boolean revokes) {
    this.owner = owner;
    this.revokes = revokes;
  }

  Terms terms(Effect.Allow allow) {
    Effect.Limit limit = allow.limit();
    return new Terms(
        limit.max().value(),
        allow.stages().stream().map(this::stage).toList(),
        new Limits(
            limit.extension(),
            limit.idle(),
            limit.notBefore(),
            limit.notAfter(),
            limit.windows().stream().toList(),
            revokes),
        aftercare(allow.after()),
        new Ask(allow.ask().reason(), allow.ask().ticket().map(Located::value)),
        allow.ask().questions());
  }

  private Stage stage(StageDef stage) {
    return new Stage(
        stage.count().value(),
        principals(stage.from()),
        stage.within().value(),
        stage.escalate().map(e -> new Escalation(e.after(), principals(e.to()))));
  }

  private Aftercare aftercare(Effect.After after) {
    return new Aftercare(
        principals(after.told()),
        after.review().map(r -> new Review(r.within(), principals(r.by()))));
  }

  private Set<String> principals(List<Located<Principal>> named) {
    return named.stream()
        .map(Located::value)
        .flatMap(p -> p.equals(Principal.OWNER) ? owner.stream() : Stream.of(p.toString()))
        .collect(Collectors.toUnmodifiableSet());
  }
}
