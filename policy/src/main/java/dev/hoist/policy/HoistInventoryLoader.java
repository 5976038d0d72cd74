package dev.hoist.policy;

import dev.hoist.kernel.inventory.Inventory;
import dev.hoist.kernel.inventory.InventoryLoader;
import dev.hoist.kernel.inventory.Registered;
import dev.hoist.kernel.policy.Place;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.policy.check.InventoryChecker;
import dev.hoist.policy.kinds.KindChecks;
import dev.hoist.policy.model.TargetDef;
import dev.hoist.policy.parse.InventoryParser;
import dev.hoist.policy.source.Mark;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the file of registered targets by the rules of policy files. */
public final class HoistInventoryLoader implements InventoryLoader {
  private final KindChecks kinds;

  public HoistInventoryLoader(KindChecks kinds) {
    this.kinds = kinds;
  }

  @Override
  public Load load(PolicyFile file) {
    var problems = new Problems();
    try {
      var source = new Source(file);
      List<TargetDef> targets = InventoryParser.parse(source, problems);
      InventoryChecker.check(source, targets, kinds, problems);
      if (!problems.hasErrors()) {
        return new Load.Loaded(
            Inventory.of(
                file,
                ContentHash.of(List.of(file)),
                targets.stream().map(target -> registered(target, file)).toList()));
      }
    } catch (Problems.Enough e) {
      // what was found is told
    }
    return new Load.Rejected(problems.inOrder());
  }

  private static Registered registered(TargetDef target, PolicyFile file) {
    Mark at = target.name().mark();
    return new Registered(
        target.definition(),
        target.owner().stream().map(owner -> owner.value().toString()).collect(Collectors.toSet()),
        new Place(file.name(), at.line(), at.column()));
  }
}
