package dev.hoist.policy.model;

import dev.hoist.policy.source.Located;
import java.time.Duration;
import java.util.List;

/** What a rule does when it matches. */
public sealed interface Effect {
  /** It denies, and says why. */
  record Deny(Located<String> message) implements Effect {}

  /**
   * It allows, on terms.
   *
   * @param max the longest grant
   * @param stages rounds of approval; empty grants at once
   */
  record Allow(Located<Duration> max, List<StageDef> stages, Ask ask) implements Effect {
    public Allow {
      stages = List.copyOf(stages);
    }
  }

  /** One round of approval. */
  record StageDef(Located<Integer> count, List<Located<Principal>> from, Located<Duration> within) {
    public StageDef {
      from = List.copyOf(from);
    }
  }

  /** What the requester must tell. */
  record Ask(boolean reason) {}
}
