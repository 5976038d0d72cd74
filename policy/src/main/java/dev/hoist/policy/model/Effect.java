package dev.hoist.policy.model;

import dev.hoist.kernel.policy.Extension;
import dev.hoist.kernel.policy.Question;
import dev.hoist.kernel.policy.Windows;
import dev.hoist.policy.source.Located;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a rule does when it matches. */
public sealed interface Effect {
  /** It denies, and says why. */
  record Deny(Located<String> message) implements Effect {}

  /**
   * It allows, on terms.
   *
   * @param stages rounds of approval; empty grants at once
   */
  record Allow(Limit limit, List<StageDef> stages, Ask ask, After after) implements Effect {
    public Allow {
      stages = List.copyOf(stages);
    }
  }

  /**
   * The section {@code grant}.
   *
   * @param max the longest grant
   */
  record Limit(
      Located<Duration> max,
      Optional<Extension> extension,
      Optional<Duration> idle,
      Optional<Instant> notBefore,
      Optional<Instant> notAfter,
      Optional<Windows> windows) {}

  /** One round of approval. */
  record StageDef(
      Located<Integer> count,
      List<Located<Principal>> from,
      Located<Duration> within,
      Optional<Escalate> escalate) {
    public StageDef {
      from = List.copyOf(from);
    }
  }

  /** Who joins a round that stays open. */
  record Escalate(Duration after, List<Located<Principal>> to) {
    public Escalate {
      to = List.copyOf(to);
    }
  }

  /**
   * What the requester must tell.
   *
   * @param ticket the pattern of the ticket that must be given
   */
  record Ask(boolean reason, Optional<Located<String>> ticket, List<Question> questions) {
    public Ask {
      questions = List.copyOf(questions);
    }
  }

  /** What follows the grant. */
  record After(List<Located<Principal>> told, Optional<ReviewDef> review) {
    public After {
      told = List.copyOf(told);
    }
  }

  /** A look back at the grant. */
  record ReviewDef(Duration within, List<Located<Principal>> by) {
    public ReviewDef {
      by = List.copyOf(by);
    }
  }
}
