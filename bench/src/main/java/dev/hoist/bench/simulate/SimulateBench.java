package dev.hoist.bench.simulate;

import dev.hoist.bench.Figures;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * {@code hoist policy simulate} over 100,000 past requests to 1,000 targets under 10,000 rules, by
 * the wall clock: from the command to its answer, start of the JVM and reading of 70 MB of
 * decisions included.
 */
public final class SimulateBench {
  private static final int TARGETS = 1000;
  private static final int RULES_OF_EACH = 10;
  private static final int REQUESTS = 100_000;
  private static final int RUNS = 5;

  private final Path launcher;
  private final PrintStream out;

  public SimulateBench(Path launcher, PrintStream out) {
    this.launcher = launcher;
    this.out = out;
  }

  public void run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("hoist-simulate");
    Path policy = Files.createDirectory(folder.resolve("policy"));
    for (int file = 0; file < TARGETS / 10; file++) {
      Files.writeString(policy.resolve("p" + file + ".yaml"), file(file));
    }
    Path past = folder.resolve("past.jsonl");
    past(past);
    simulate(policy, past);
    var figures = new Figures();
    for (int i = 0; i < RUNS; i++) {
      figures.add(simulate(policy, past));
    }
    out.printf(
        Locale.ROOT,
        "%d past requests decided again, %d targets, %d rules (wanted: at most 10 s)%n%s%n%n",
        REQUESTS,
        TARGETS,
        TARGETS * RULES_OF_EACH,
        figures.tell("s"));
  }

  private Duration simulate(Path policy, Path past) throws IOException, InterruptedException {
    Instant begun = Instant.now();
    int exit =
        new ProcessBuilder(
                launcher.toString(),
                "policy",
                "simulate",
                policy.toString(),
                "--since",
                "2026-11-01",
                "--from",
                past.toString())
            .redirectErrorStream(true)
            .redirectOutput(policy.resolveSibling("out.txt").toFile())
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException(Files.readString(policy.resolveSibling("out.txt")));
    }
    return Duration.between(begun, Instant.now());
  }

  /** Ten targets; each with its own roles, and rules of which the last ones decide. */
  private static String file(int number) {
    var targets = new StringBuilder();
    var roles = new StringBuilder();
    var rules = new StringBuilder();
    for (int t = 0; t < 10; t++) {
      targets.append("  db%d: {kind: postgres, address: \"db:5432\"}%n".formatted(number * 10 + t));
    }
    for (int r = 0; r < RULES_OF_EACH; r++) {
      roles.append("  r%d: {on: [".formatted(r));
      for (int t = 0; t < 10; t++) {
        roles.append(t == 0 ? "" : ", ").append("db").append(number * 10 + t);
      }
      roles.append("], grants: [\"SELECT ON ALL TABLES IN SCHEMA public\"]}\n");
    }
    for (int r = 0; r < RULES_OF_EACH * 10; r++) {
      String when = r % 2 == 0 ? "subject.mfa_age < duration('15m')" : "on_call('p')";
      rules.append(
          """
            - {name: rule %d, who: group:sre%d, roles: [r%d], when: "%s", grant: {max: 1h}, approval: none}
          """
              .formatted(r, r / RULES_OF_EACH, r % RULES_OF_EACH, when));
    }
    return """
        apiVersion: hoist/v1
        policy: p%d
        groups: {%s}
        schedules: {p: {pagerduty: P1}}
        targets:
        %sroles:
        %srules:
        %s"""
        .formatted(number, groups(), targets, roles, rules);
  }

  private static String groups() {
    var groups = new StringBuilder();
    for (int g = 0; g < 10; g++) {
      groups.append(g == 0 ? "" : ", ").append("sre%d: {members: [user%d]}".formatted(g, g));
    }
    return groups.toString();
  }

  private static void past(Path file) throws IOException {
    String hash = "0".repeat(64);
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      for (int i = 0; i < REQUESTS; i++) {
        String who = "user" + i % 11; // one of them is in no group
        UUID id = UUID.nameUUIDFromBytes(who.getBytes(StandardCharsets.UTF_8));
        lines.write(decision(i + 1, id, who, i % TARGETS, i / 7 % RULES_OF_EACH, hash));
      }
    }
  }

  private static String decision(
      int number, UUID id, String who, int target, int role, String hash) {
    return """
      {"number":%d,"request":"R-%1$d","facts":{"subject":{"id":"%2$s","person":"%2$s",\
      "name":"%3$s","kind":"PERSON"},"groups":["okta/sre"],"target":"db%4$d","role":"r%5$d",\
      "asked":"PT30M","at":"2026-11-03T14:02:00Z","known":{"subject.mfa_at":{"moment":\
      "2026-11-03T13:50:00Z"},"on_call.p":{"flag":true},"request.ticket":{"text":"ORD-17"}},\
      "reason":"requeue a stuck order"},"decision":{"answer":"allowed","rule":"rule %5$d",\
      "terms":{"max":"PT1H","stages":[],"limits":{"windows":[],"revokeOnChange":false},\
      "aftercare":{"told":[]},"ask":{"reason":false},"questions":[]}},\
      "policy":"%6$s"}
      """
        .formatted(number, id, who, target, role, hash);
  }
}
