package dev.hoist.policy.model;

import dev.hoist.policy.source.Located;
import java.util.List;
import java.util.Optional;

/** Guardrails: what is not run as it is asked for. */
public record GuardDef(Located<String> name, List<Rail> rails) {
  public GuardDef {
    rails = List.copyOf(rails);
  }

  /** One of them. */
  public sealed interface Rail {
    /** A statement of which this holds is refused. */
    record Block(When when, Optional<String> message) implements Rail {}

    /** A statement of which this holds needs someone's approval. */
    record Approve(When when) implements Rail {}

    /** No statement returns more rows. */
    record LimitRows(int rows) implements Rail {}
  }
}
