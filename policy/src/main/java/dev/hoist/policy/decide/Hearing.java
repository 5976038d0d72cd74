package dev.hoist.policy.decide;

import dev.hoist.kernel.policy.Facts;
import dev.hoist.policy.cel.Variables;
import dev.hoist.policy.source.Nearest;
import dev.hoist.policy.source.Printable;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One question to policy while it is being decided. Not thread-safe; nothing outlives it. */
final class Hearing {
  private static final int LONGEST_NAME = 80;
  private static final String GROUP = "group:";

  private final Facts facts;
  private final Set<String> standing;
  private final String kind;
  private final Map<String, String> labels;
  private final Set<String> users;
  private @Nullable Variables variables;
  private @Nullable ZoneId zone;

  /**
   * @param users every user whom a group names
   */
  Hearing(
      Facts facts,
      Set<String> standing,
      String kind,
      Map<String, String> labels,
      Set<String> users) {
    this.facts = facts;
    this.standing = standing;
    this.kind = kind;
    this.labels = labels;
    this.users = users;
  }

  Facts facts() {
    return facts;
  }

  Set<String> standing() {
    return standing;
  }

  /** The subject's name, fit to be shown. */
  String name() {
    return Printable.of(facts.subject().name(), LONGEST_NAME);
  }

  /** What to say of a subject in no group at all: their name may be misspelt somewhere. */
  String stranger() {
    return standing.size() > 1
        ? ""
        : ", and no group names " + name() + Nearest.hint(facts.subject().name(), users);
  }

  /** Made when the first condition asks for them; most rules have none. */
  Variables variables(ZoneId local) {
    if (variables == null || !local.equals(zone)) {
      variables = Variables.of(facts, kind, labels, this::groups, local);
      zone = local;
    }
    return variables;
  }

  private List<String> groups() {
    return standing.stream()
        .filter(p -> p.startsWith(GROUP))
        .map(p -> p.substring(GROUP.length()))
        .sorted()
        .toList();
  }
}
