package dev.hoist.cli.command;

import dev.hoist.cli.base.Failure;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.kernel.policy.PolicyProblem.Severity;
import dev.hoist.policy.HoistPolicyLoader;
import dev.hoist.policy.PolicyPaths;
import dev.hoist.policy.ProblemRenderer;
import dev.hoist.policy.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whole policy sets, which must be good to be worked with. */
final class PolicySets {
  private PolicySets() {}

  /** A good set, and the files that it was read from. */
  record Read(List<PolicyFile> files, Reading.Bound bound) {}

  static Reading.Bound read(Path path, HoistPolicyLoader loader) {
    return readAll(path, loader).bound();
  }

  static Read readAll(Path path, HoistPolicyLoader loader) {
    PolicyPaths.Listing listing = PolicyPaths.list(List.of(path));
    Reading reading = loader.read(listing.files());
    List<PolicyProblem> problems = new ArrayList<>(listing.unread());
    problems.addAll(reading.problems());
    return new Read(listing.files(), good(path.toString(), reading, problems));
  }

  private static Reading.Bound good(String what, Reading reading, List<PolicyProblem> problems) {
    List<PolicyProblem> errors =
        problems.stream().filter(p -> p.severity() == Severity.ERROR).toList();
    if (!errors.isEmpty() || reading.bound().isEmpty()) {
      throw Failure.error(
          "the policy in "
              + what
              + " is not good:\n"
              + ProblemRenderer.render(errors).stripTrailing(),
          "mend it first; hoist policy check shows it all");
    }
    return reading.bound().get();
  }
}
