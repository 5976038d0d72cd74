package dev.hoist.control.api;

import dev.hoist.kernel.target.TargetDefinition;
import java.util.List;
import java.util.Set;

/** The accounts that hoist has on targets. */
public interface Accounts {
  /** The names of those on which there is none. */
  Set<String> lacking(List<TargetDefinition> targets);
}
