package dev.hoist.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.cli.support.FakeApi;
import dev.hoist.cli.support.TestLine;
import dev.hoist.wire.Json;
import dev.hoist.wire.PastDecisionView;
import dev.hoist.wire.PolicyFilesView;
import dev.hoist.wire.PolicyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PolicySimulateTest {
  private static final String POLICY =
      """
      apiVersion: hoist/v1
      policy: orders
      groups: {sre: {members: [lee, ana]}}
      targets: {db: {kind: postgres, address: "db:5432"}}
      roles: {read: {on: db, grants: [S]}}
      rules:
        - {name: reads, who: group:sre, roles: [read], grant: {max: 2h}, approval: none}
      """;

  private static final String EXPECTED =
      """
      3 past requests: 2 same · 1 now denied
        now denied  lee → db/read, 2001-02-20 14:02:00 (at once, by rule reads): \
      reads: who: lee is none of group:sre
        who can reach db/read: 2 people (was 2): +kim, -lee
      """;

  @TempDir Path home;

  private static String line(long number, String request, String who) {
    String json =
        """
        {"number":%d,"request":"%s","policy":"%s",
         "facts":{"subject":{"id":"%4$s","person":"%4$s","name":"%5$s","kind":"PERSON"},
           "groups":[],"target":"db","role":"read","asked":"PT30M","at":"2001-02-20T14:02:00Z",
           "known":{"request.ticket":{"text":"ORD-1"},"on_call.x":{"flag":true},
             "incidents":{"many":[{"named":{"open":{"flag":true}}}]}}},
         "decision":{"answer":"allowed","rule":"reads",
           "terms":{"max":"PT2H","stages":[],"limits":{"windows":[],"revokeOnChange":false},
             "aftercare":{"told":[]},"ask":{"reason":false},"questions":[]}}}
        """
            .formatted(
                number,
                request,
                "a".repeat(64),
                java.util.UUID.nameUUIDFromBytes(
                    who.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                who);
    return Json.responses()
        .writeValueAsString(Json.responses().readValue(json, PastDecisionView.class));
  }

  private static String decisions() {
    return String.join(
            "\n",
            line(1, "R-1", "ana"),
            line(2, "R-2", "lee"),
            line(3, "R-2", "lee"),
            line(4, "R-3", "ana"))
        + "\n";
  }

  private Path changed() throws IOException {
    return Files.writeString(home.resolve("new.yaml"), POLICY.replace("lee, ana", "kim, ana"));
  }

  private static PolicyFilesView files() {
    return new PolicyFilesView(
        "a".repeat(64), List.of(new PolicyText("orders.yaml", POLICY)), List.of());
  }

  @Test
  void decidesAgainWhatTheServerKept() throws IOException {
    try (var api = new FakeApi()) {
      String since = "since=2001-01-01T00%3A00%3A00Z";
      api.on("GET /api/v1/policy/files", files());
      api.put("GET /api/v1/policy/decisions?" + since, 200, "application/jsonl", decisions());
      api.put("GET /api/v1/policy/decisions?" + since + "&after=4", 200, "application/jsonl", "");
      Path kept = home.resolve("past.jsonl");
      TestLine.Ran ran =
          new TestLine(home)
              .at(api)
              .run(
                  "policy",
                  "simulate",
                  changed().toString(),
                  "--since",
                  "2001-01-01",
                  "--save",
                  kept.toString());
      assertThat(ran.err()).isEmpty();
      assertThat(ran).isEqualTo(new TestLine.Ran(0, EXPECTED, ""));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
          .isEqualTo("rw-------");
      assertThat(
              new TestLine(home)
                  .run("policy", "simulate", changed().toString(), "--from", kept.toString()))
          .isEqualTo(ran);
    }
  }

  @Test
  void tellsOtherTermsAndWhatIsNotKnownOfThem() throws IOException {
    String old = line(2, "R-2", "ana").replace("\"ask\":{\"reason\":false},", "");
    Path kept = Files.writeString(home.resolve("past.jsonl"), line(1, "R-1", "ana") + "\n" + old);
    Path idle = Files.writeString(home.resolve("idle.yaml"), POLICY.replace("2h", "2h, idle: 15m"));
    String told = simulated(idle, kept, "table");
    assertThat(told)
        .startsWith("2 past requests: 2 now on other terms\n")
        .contains("(at once, by rule reads): rule reads: idle 15m, was none\n")
        .contains("rule reads: idle 15m, was none; ask reason and ask ticket unknown");
    assertThat(simulated(idle, kept, "yaml"))
        .contains("OTHER_TERMS: 2", "why: 'rule reads: idle 15m, was none'");
    Path same = Files.writeString(home.resolve("same.yaml"), POLICY);
    assertThat(simulated(same, kept, "table"))
        .isEqualTo(
            """
            2 past requests: 1 same · 1 same as far as kept
              same as far as kept: whether a reason or a ticket was asked for is unknown, as these \
            decisions do not hold it
            """);
    assertThat(simulated(same, kept, "json")).contains("\"SAME_AS_KEPT\" : 1");
  }

  private String simulated(Path changed, Path kept, String format) {
    TestLine.Ran ran =
        new TestLine(home)
            .run(
                "policy",
                "simulate",
                changed.toString(),
                "--from",
                kept.toString(),
                "--since",
                "2001-01-01",
                "-o",
                format);
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran.out();
  }

  /** The group of a rule is in a file that is not shown. */
  private TestLine.Ran asOwner(String groups) throws IOException {
    Path folder = Files.createDirectory(home.resolve("policy"));
    String rules = POLICY.replace("groups: {sre: {members: [lee, ana]}}\n", "");
    Files.writeString(
        folder.resolve("orders.yaml"), rules.replace("who: group:sre", "who: user:kim"));
    Files.writeString(folder.resolve("groups.yaml"), groups);
    try (var api = new FakeApi()) {
      api.on(
          "GET /api/v1/policy/files",
          new PolicyFilesView(
              "a".repeat(64),
              List.of(new PolicyText("orders.yaml", rules)),
              List.of("groups.yaml", "zoo.yaml")));
      String path = "GET /api/v1/policy/decisions?since=2001-01-01T00%3A00%3A00Z";
      api.put(path, 200, "application/jsonl", line(1, "R-1", "ana"));
      api.put(path + "&after=1", 200, "application/jsonl", "");
      return new TestLine(home)
          .at(api)
          .run("policy", "simulate", folder.toString(), "--since", "2001-01-01");
    }
  }

  @Test
  void anOwnerIsToldThatTheySeeOnlyPart() throws IOException {
    TestLine.Ran ran =
        asOwner("apiVersion: hoist/v1\npolicy: g\ngroups: {sre: {members: [lee, ana]}}\n");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("You see 1 of 3 policy files, those that you own.");
    assertThat(ran.out())
        .startsWith("1 past request: 1 now denied\n")
        .contains("who can reach db/read: 1 person (was 2): +kim, -ana, -lee");
  }

  @Test
  void whatCannotBeReadWithoutTheRestIsNotGuessed() throws IOException {
    TestLine.Ran ran = asOwner("apiVersion: hoist/v1\npolicy: g\n");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("Who can reach what is not told");
    assertThat(ran.out()).startsWith("1 past request: 1 now denied\n").doesNotContain("who can");
  }

  @Test
  void aFileWithoutThePolicyTellsNothingOfReach() throws IOException {
    Path kept = Files.writeString(home.resolve("past.jsonl"), decisions());
    TestLine.Ran ran =
        new TestLine(home)
            .run("policy", "simulate", changed().toString(), "--from", kept.toString());
    assertThat(ran.out())
        .startsWith("3 past requests: 2 same · 1 now denied\n")
        .doesNotContain("who can");
    TestLine.Ran recent =
        new TestLine(home)
            .run(
                "policy",
                "simulate",
                changed().toString(),
                "--since",
                "1d",
                "--from",
                kept.toString());
    assertThat(recent.out()).isEqualTo("0 past requests\n");
  }

  @Test
  void refusesWhatItCannotRead() throws IOException {
    Path kept = Files.writeString(home.resolve("past.jsonl"), decisions() + "{\"number\":9}\n");
    TestLine.Ran ran =
        new TestLine(home)
            .run("policy", "simulate", changed().toString(), "--from", kept.toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("past.jsonl:5 is not a decision");
    assertThat(
            new TestLine(home)
                .run("policy", "simulate", changed().toString(), "--since", "x", "--from", "y")
                .exit())
        .isEqualTo(2);
  }

  @Test
  void aLongPastIsToldInItsOrder() throws IOException {
    List<String> lines =
        IntStream.rangeClosed(1, 3210)
            .mapToObj(i -> line(i, "R-" + i % 3200, i % 1000 == 0 ? "lee" : "ana"))
            .toList();
    Path kept = Files.write(home.resolve("past.jsonl"), lines);
    TestLine.Ran ran =
        new TestLine(home)
            .run(
                "policy",
                "simulate",
                changed().toString(),
                "--from",
                kept.toString(),
                "-o",
                "json");
    JsonNode told = Json.responses().readTree(ran.out());
    assertThat(told.required("requests").intValue()).isEqualTo(3200);
    assertThat(told.required("counts").toString()).isEqualTo("{\"SAME\":3197,\"DENIED\":3}");
    assertThat(told.required("turned").values())
        .extracting(t -> t.required("number").longValue())
        .containsExactly(1000L, 2000L, 3000L);
  }

  @Test
  void theFirstLineThatIsNoDecisionIsNamedHoweverManyFollow() throws IOException {
    List<String> lines =
        IntStream.rangeClosed(1, 9000)
            .mapToObj(i -> i == 1203 || i == 1804 ? "{}" : line(i, "R-" + i, "ana"))
            .toList();
    Path kept = Files.write(home.resolve("past.jsonl"), lines);
    TestLine.Ran ran =
        new TestLine(home)
            .run("policy", "simulate", changed().toString(), "--from", kept.toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("past.jsonl:1203 is not a decision");
  }
}
