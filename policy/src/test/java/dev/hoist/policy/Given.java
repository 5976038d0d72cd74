package dev.hoist.policy;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Value;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What tests begin with: people, facts, and sets made of text. */
final class Given {
  static final Instant NOW = Instant.parse("2026-11-03T14:02:00Z");

  private Given() {}

  static Subject person(String name) {
    var id = new SubjectId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    return new Subject(id, id, name, Subject.Kind.PERSON);
  }

  static Facts facts(String who, String role, String target) {
    return facts(who, role, target, Duration.ofMinutes(30), Optional.of("because"));
  }

  static Facts facts(
      String who, String role, String target, Duration asked, Optional<String> reason) {
    return new Facts(person(who), Set.of(), target, role, asked, reason, NOW);
  }

  static Facts facts(String who, String role, String target, Map<String, Value> known) {
    Facts plain = facts(who, role, target);
    return new Facts(
        plain.subject(),
        plain.groups(),
        target,
        role,
        Duration.ofMinutes(5),
        plain.reason(),
        NOW,
        known);
  }

  static Load load(String text) {
    return new HoistPolicyLoader().load(List.of(new PolicyFile("orders.yaml", text)));
  }

  static PolicySet set(String text) {
    return switch (load(text)) {
      case Load.Loaded loaded -> loaded.set();
      case Load.Rejected rejected ->
          throw new AssertionError(ProblemRenderer.render(rejected.problems()));
    };
  }
}
