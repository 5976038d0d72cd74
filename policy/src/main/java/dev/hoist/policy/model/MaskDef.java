package dev.hoist.policy.model;

import dev.hoist.kernel.policy.MaskRule;
import dev.hoist.policy.source.Located;
import java.util.List;

/** A masking: what is not shown as it is. */
public record MaskDef(Located<String> name, List<MaskRule> rules) {
  public MaskDef {
    rules = List.copyOf(rules);
  }
}
