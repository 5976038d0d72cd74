package dev.hoist.policy.author;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.Value;
import dev.hoist.policy.model.ScheduleDef;
import dev.hoist.policy.model.TestDef.Asked;
import dev.hoist.policy.model.TestDef.Given;
import dev.hoist.policy.source.Located;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The facts that a test describes. What it does not mention is known to be quiet: nobody is on call
 * and there is no incident; only the age of the second factor is unknown unless given.
 */
final class TestFacts {
  private TestFacts() {}

  static Facts of(Given given, Asked asked, List<ScheduleDef> schedules) {
    return new Facts(
        subject(given),
        Set.copyOf(given.idp()),
        asked.target().value(),
        asked.role().value(),
        asked.length(),
        asked.reason(),
        given.at(),
        known(given, asked, schedules));
  }

  private static Subject subject(Given given) {
    var id =
        new SubjectId(UUID.nameUUIDFromBytes(given.subject().getBytes(StandardCharsets.UTF_8)));
    return new Subject(id, id, given.subject(), given.via());
  }

  private static Map<String, Value> known(Given given, Asked asked, List<ScheduleDef> schedules) {
    Map<String, Value> known = new HashMap<>();
    given.attributes().forEach((name, value) -> known.put(Known.SUBJECT + name, value));
    given
        .mfaAge()
        .ifPresent(age -> known.put(Known.MFA_AT, new Value.Moment(given.at().minus(age))));
    given.actsFor().ifPresent(person -> known.put(Known.ACTS_FOR, new Value.Text(person)));
    Set<String> unknown = given.unknown().stream().map(Located::value).collect(Collectors.toSet());
    if (!unknown.contains("incidents")) {
      known.put(Known.INCIDENTS, new Value.Many(given.incidents()));
    }
    if (!unknown.contains("on_call")) {
      Set<String> on = given.onCall().stream().map(Located::value).collect(Collectors.toSet());
      schedules.stream()
          .map(s -> s.name().value())
          .forEach(s -> known.put(Known.ON_CALL + s, new Value.Flag(on.contains(s))));
    }
    request(asked, known);
    return known;
  }

  private static void request(Asked asked, Map<String, Value> known) {
    asked.ticket().ifPresent(t -> known.put(Known.TICKET, new Value.Text(t)));
    known.put(Known.BREAK_GLASS, new Value.Flag(asked.breakGlass()));
    known.put(Known.FIELDS, new Value.Named(asked.fields()));
    asked.kind().ifPresent(k -> known.put(Known.TARGET_KIND, new Value.Text(k)));
    if (!asked.labels().isEmpty()) {
      Map<String, Value> labels = new HashMap<>();
      asked.labels().forEach((name, label) -> labels.put(name, new Value.Text(label)));
      known.put(Known.TARGET_LABELS, new Value.Named(labels));
    }
  }
}
