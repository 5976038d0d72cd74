package dev.hoist.kernel.policy;

import java.time.Duration;
import java.util.List;

/**
 * On which terms a rule allows a role.
 *
 * @param max the longest grant
 * @param stages the rounds of approval, in order; empty means granted at once
 * @param limits what else bounds the grant
 * @param aftercare what follows the grant
 * @param ask what a request has to come with
 * @param questions what the requester is asked besides
 */
public record Terms(
    Duration max,
    List<Stage> stages,
    Limits limits,
    Aftercare aftercare,
    Ask ask,
    List<Question> questions) {
  public Terms {
    if (!max.isPositive()) {
      throw new IllegalArgumentException("a grant lasts longer than nothing");
    }
    stages = List.copyOf(stages);
    questions = List.copyOf(questions);
  }

  public Terms(
      Duration max,
      List<Stage> stages,
      Limits limits,
      Aftercare aftercare,
      List<Question> questions) {
    this(max, stages, limits, aftercare, Ask.NONE, questions);
  }

  public Terms(Duration max, List<Stage> stages) {
    this(max, stages, Limits.NONE, Aftercare.NONE, List.of());
  }
}
