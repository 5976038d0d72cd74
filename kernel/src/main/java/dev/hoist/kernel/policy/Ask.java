package dev.hoist.kernel.policy;

import java.util.Optional;

/**
 * What a request has to come with, besides the answers to questions.
 *
 * @param reason whether it has to say why
 * @param ticket what its ticket must match as a whole, in RE2 syntax; empty when it needs none
 */
public record Ask(boolean reason, Optional<String> ticket) {
  public static final Ask NONE = new Ask(false, Optional.empty());
}
