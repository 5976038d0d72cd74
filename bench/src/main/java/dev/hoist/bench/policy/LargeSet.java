package dev.hoist.bench.policy;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Value;
import dev.hoist.policy.HoistPolicyLoader;
import dev.hoist.policy.ProblemRenderer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** A large organisation's policy, and what its people ask. */
final class LargeSet {
  static final int TARGETS = 1000;
  static final int RULES = 10_000;
  static final int GROUPS = 200;
  private static final int FILES = 100;
  private static final int PEOPLE = 2000;
  private static final int QUESTIONS = 10_000;
  private static final Instant NOW = Instant.parse("2026-11-03T14:02:00Z");

  private LargeSet() {}

  static PolicySet load() {
    return load(files());
  }

  static PolicySet load(List<PolicyFile> files) {
    return switch (new HoistPolicyLoader().load(files)) {
      case Load.Loaded loaded -> loaded.set();
      case Load.Rejected rejected ->
          throw new IllegalStateException(ProblemRenderer.render(rejected.problems()));
    };
  }

  static List<PolicyFile> files() {
    List<PolicyFile> files = new ArrayList<>(List.of(new PolicyFile("people.yaml", people())));
    for (int i = 0; i < FILES; i++) {
      files.add(new PolicyFile("team-" + i + ".yaml", team(i)));
    }
    return files;
  }

  private static String people() {
    var text = new StringBuilder("apiVersion: hoist/v1\npolicy: people\ngroups:\n");
    for (int group = 0; group < GROUPS; group++) {
      text.append("  g").append(group).append(": {members: [");
      for (int person = group; person < PEOPLE; person += GROUPS) {
        text.append('p').append(person).append(", ");
      }
      text.append(group > 0 ? "group:g" + (group - 1) / 10 + "]}\n" : "]}\n");
    }
    return text.append("schedules: {primary: {pagerduty: P1}}\n").toString();
  }

  private static String team(int file) {
    int targets = TARGETS / FILES;
    var text = new StringBuilder("apiVersion: hoist/v1\npolicy: team-" + file + "\ntargets:\n");
    for (int t = 0; t < targets; t++) {
      text.append(
          "  db-%d-%d: {kind: postgres, address: \"db%d.svc:5432\", labels: {env: prod}}\n"
              .formatted(file, t, file * targets + t));
    }
    text.append("roles:\n");
    for (int t = 0; t < targets; t++) {
      text.append("  read-%d: {on: db-%d-%d, grants: [\"SELECT\"]}\n".formatted(t, file, t));
    }
    text.append("rules:\n");
    for (int rule = 0; rule < RULES / FILES; rule++) {
      text.append(rule(file, rule, rule % targets));
    }
    return text.toString();
  }

  /** One in ten denies; every other has a condition, and few conditions are alike. */
  private static String rule(int file, int rule, int target) {
    String head = "  - {name: r%d, roles: [read-%d], ".formatted(rule, target);
    if (rule % 10 == 9) {
      return head
          + "when: subject.kind == 'agent' && request.duration > duration('%dm'), deny: \"No.\"}\n"
              .formatted(60 + rule);
    }
    String who = "who: group:g%d, ".formatted((file * 7 + rule) % GROUPS);
    String when =
        rule % 2 == 0
            ? "when: \"subject.mfa_age < duration('%dm') && (on_call('primary') || '%d' != clock)\", "
                .formatted(1 + rule, file)
            : "";
    return head + who + when + "grant: {max: " + (1 + rule % 24) + "h}, approval: none}\n";
  }

  static List<Facts> questions() {
    var random = new Random(7);
    List<Facts> questions = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      int file = random.nextInt(FILES);
      int target = random.nextInt(TARGETS / FILES);
      questions.add(
          question("p" + random.nextInt(PEOPLE), "db-" + file + "-" + target, "read-" + target));
    }
    return questions;
  }

  private static Facts question(String name, String target, String role) {
    var id = new SubjectId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    return new Facts(
        new Subject(id, id, name, Subject.Kind.PERSON),
        Set.of("okta/everyone"),
        target,
        role,
        Duration.ofMinutes(30),
        Optional.of("to see"),
        NOW,
        Map.of(
            Known.MFA_AT,
            new Value.Moment(NOW.minus(Duration.ofMinutes(20))),
            Known.ON_CALL + "primary",
            new Value.Flag(false),
            Known.INCIDENTS,
            new Value.Many(List.of())));
  }
}
