package dev.hoist.policy.check;

import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.ScheduleDef;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Nearest;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The schedules of a set; like a group, a schedule means the same in every file. */
public final class ScheduleBook {
  private record Defined(ScheduleDef def, Source source) {}

  private final Map<String, Defined> byName = new LinkedHashMap<>();
  private final List<Defined> all;

  ScheduleBook(List<PolicyDoc> docs) {
    all =
        docs.stream()
            .flatMap(d -> d.schedules().stream().map(s -> new Defined(s, d.source())))
            .toList();
    all.forEach(d -> byName.putIfAbsent(d.def().name().value(), d));
  }

  /** The distinct schedules. */
  public List<ScheduleDef> schedules() {
    return byName.values().stream().map(Defined::def).toList();
  }

  Set<String> names() {
    return byName.keySet();
  }

  void check(Problems problems) {
    for (Defined defined : all) {
      Located<String> name = defined.def().name();
      Defined first = byName.getOrDefault(name.value(), defined);
      if (!first.def().saysTheSameAs(defined.def())) {
        problems.error(
            defined.source(),
            name.mark(),
            "schedule "
                + name.value()
                + " is another one in "
                + first.source().name()
                + ":"
                + first.def().name().mark().line()
                + "; a schedule means the same in every file");
      }
    }
  }

  void known(Located<String> name, Source source, Problems problems) {
    if (!byName.containsKey(name.value())) {
      problems.error(
          source,
          name.mark(),
          "no schedule "
              + name.value()
              + Nearest.hint(name.value(), names(), "; define it under schedules"));
    }
  }
}
