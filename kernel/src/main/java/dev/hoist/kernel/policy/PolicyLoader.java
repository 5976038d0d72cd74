package dev.hoist.kernel.policy;

import dev.hoist.kernel.policy.diff.Comparison;
import java.util.List;
import java.util.Optional;

/** Turns policy files into a set, all or nothing. Pure; never throws for bad input. */
public interface PolicyLoader {
  Load load(List<PolicyFile> files);

  /**
   * Runs the tests that stand in files which load, with bounded work: a sentence for each of the
   * first few that fail, with its file and line.
   */
  default List<String> rehearse(List<PolicyFile> files) {
    return List.of();
  }

  /**
   * What is different in meaning between two sets of files; empty when they do not both load, or
   * when this loader cannot tell. Takes bounded time.
   */
  default Optional<Comparison> compare(List<PolicyFile> before, List<PolicyFile> after) {
    return Optional.empty();
  }

  /** What became of it. */
  sealed interface Load {
    List<PolicyProblem> problems();

    /** The set is good; the problems are warnings. */
    record Loaded(PolicySet set, List<PolicyProblem> problems) implements Load {
      public Loaded {
        problems = List.copyOf(problems);
      }
    }

    /** At least one problem is an error. */
    record Rejected(List<PolicyProblem> problems) implements Load {
      public Rejected {
        problems = List.copyOf(problems);
      }
    }
  }
}
