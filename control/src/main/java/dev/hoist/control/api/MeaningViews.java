package dev.hoist.control.api;

import dev.hoist.kernel.policy.diff.Change;
import dev.hoist.kernel.policy.diff.Comparison;
import dev.hoist.kernel.policy.diff.Reach;
import dev.hoist.wire.PolicyClauseView;
import dev.hoist.wire.PolicyDefinitionView;
import dev.hoist.wire.PolicyMeaningView;
import dev.hoist.wire.PolicyReachView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Comparisons of policy sets as the API shows them. */
final class MeaningViews {
  private MeaningViews() {}

  /**
   * What of it someone may see: what is about files of which they may see each, as with the texts.
   *
   * @param sees by a file's name
   */
  static PolicyMeaningView of(Comparison comparison, Predicate<String> sees) {
    List<Change> changes =
        comparison.diff().changes().stream()
            .filter(change -> all(comparison.files(change), sees))
            .toList();
    List<Reach> reaches =
        comparison.diff().reaches().stream()
            .filter(reach -> all(comparison.files(reach), sees))
            .toList();
    List<String> gaps = new ArrayList<>();
    if (changes.size() < comparison.diff().changes().size()
        || reaches.size() < comparison.diff().reaches().size()) {
      gaps.add("what it changes in other files is for their owners");
    }
    if (!comparison.surveyed()) {
      gaps.add("who gets what otherwise is not told: the sets are too large for that");
    }
    return new PolicyMeaningView(
        changes.stream().map(MeaningViews::definition).toList(),
        reaches.stream().map(MeaningViews::reach).toList(),
        gaps);
  }

  private static boolean all(Set<String> files, Predicate<String> sees) {
    return !files.isEmpty() && files.stream().allMatch(sees);
  }

  private static PolicyDefinitionView definition(Change change) {
    return new PolicyDefinitionView(
        change.policy(),
        change.what(),
        change.name(),
        change.kind().name().toLowerCase(Locale.ROOT),
        change.clauses().stream()
            .map(c -> new PolicyClauseView(c.key(), c.before(), c.after()))
            .toList());
  }

  private static PolicyReachView reach(Reach reach) {
    return new PolicyReachView(
        reach.who(),
        reach.target(),
        reach.role(),
        reach.turn().name().toLowerCase(Locale.ROOT),
        reach.before(),
        reach.after());
  }
}
