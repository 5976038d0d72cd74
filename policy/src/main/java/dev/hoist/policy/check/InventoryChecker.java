package dev.hoist.policy.check;

import dev.hoist.policy.kinds.KindChecks;
import dev.hoist.policy.model.TargetDef;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import java.util.List;

/** Checks registered targets as those in policy files are. */
public final class InventoryChecker {
  /** The most targets of an inventory: whoever looks at what they can get waits for all. */
  public static final int MOST = 5000;

  private InventoryChecker() {}

  public static void check(
      Source source, List<TargetDef> targets, KindChecks kinds, Problems problems) {
    if (targets.size() > MOST) {
      problems.error(
          source, targets.get(MOST).name().mark(), "an inventory has at most 5,000 targets");
    }
    targets.forEach(target -> KindChecker.target(source, target, kinds, problems));
  }
}
