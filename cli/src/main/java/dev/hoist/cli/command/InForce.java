package dev.hoist.cli.command;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.policy.HoistPolicyLoader;
import dev.hoist.policy.Reading;
import dev.hoist.wire.PolicyFilesView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The policy in force, as far as the server shows it to who asks. */
final class InForce {
  private final PolicyFilesView shown;

  InForce(PolicyFilesView shown) {
    this.shown = shown;
  }

  /** What to say to whoever sees only a part; empty when it is all. */
  Optional<String> partly(String ofTheOthers) {
    int all = shown.files().size() + shown.hidden().size();
    return shown.hidden().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "! You see %d of %d policy files, those that you own. %s"
                .formatted(shown.files().size(), all, ofTheOthers));
  }

  /**
   * The set in force. What is not shown is taken to be as it is in the changed files, so that
   * nothing comes out of it; the groups in it are needed to read the rest.
   *
   * @return empty when what is shown cannot be read with those files
   */
  Optional<Reading.Bound> with(List<PolicyFile> changed, HoistPolicyLoader loader) {
    List<PolicyFile> files =
        new ArrayList<>(
            shown.files().stream().map(f -> new PolicyFile(f.name(), f.text())).toList());
    changed.stream().filter(file -> shown.hidden().contains(file.name())).forEach(files::add);
    return loader.read(files).bound();
  }
}
