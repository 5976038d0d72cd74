package dev.hoist.policy.source;

import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.kernel.policy.PolicyProblem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers what is wrong with the files of one load. */
public final class Problems {
  /** More than this helps nobody; a hostile file shall not fill the memory with complaints. */
  static final int MOST = 1000;

  private final List<PolicyProblem> found = new ArrayList<>();
  private boolean errors;
  private int told;

  public void error(Source source, Mark at, String message) {
    errors = true;
    add(source.problem(Severity.ERROR, at, message));
    if (++told >= MOST) {
      throw new Enough();
    }
  }

  /** So many errors were told that the reading ends: it could only take long. */
  public static final class Enough extends RuntimeException {
    Enough() {
      super("too many problems", null, false, false);
    }
  }

  public void warning(Source source, Mark at, String message) {
    add(source.problem(Severity.WARNING, at, message));
  }

  private void add(PolicyProblem problem) {
    if (found.size() < MOST && !found.contains(problem)) {
      found.add(problem);
    }
  }

  public boolean hasErrors() {
    return errors;
  }

  /** In the order of reading: by file, line and column. */
  public List<PolicyProblem> inOrder() {
    return found.stream()
        .sorted(
            Comparator.comparing(PolicyProblem::file)
                .thenComparingInt(PolicyProblem::line)
                .thenComparingInt(PolicyProblem::column))
        .toList();
  }
}
