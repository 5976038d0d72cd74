package dev.hoist.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.cli.support.FakeApi;
import dev.hoist.cli.support.TestLine;
import dev.hoist.cli.support.Views;
import dev.hoist.wire.EndView;
import dev.hoist.wire.PolicyChangeView;
import dev.hoist.wire.PolicyClauseView;
import dev.hoist.wire.PolicyDefinitionView;
import dev.hoist.wire.PolicyFileChangeView;
import dev.hoist.wire.PolicyFilesView;
import dev.hoist.wire.PolicyMeaningView;
import dev.hoist.wire.PolicyReachView;
import dev.hoist.wire.PolicyText;
import dev.hoist.wire.PolicyVersionView;
import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PolicyPushTest {
  private static final String OLD = "ab12cd".repeat(10) + "0000";

  private static final Optional<PolicyMeaningView> MEANING =
      Optional.of(
          new PolicyMeaningView(
              List.of(
                  new PolicyDefinitionView(
                      "orders",
                      "rule",
                      "reads",
                      "changed",
                      List.of(new PolicyClauseView("max", "1h", "2h\u001b[2J")))),
              List.of(
                  new PolicyReachView(
                      List.of("ana"), "db", "read", "otherwise", "up to 1h", "up to 2h")),
              List.of("what it changes in other files is for their owners")));

  @TempDir Path home;
  private final FakeApi api = new FakeApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private TestLine line() {
    return new TestLine(home).at(api);
  }

  private static RequestView view(RequestState state) {
    return view(state, Optional.empty());
  }

  private static RequestView over(RequestState state, Optional<String> by) {
    return view(state, Optional.of(new EndView(state.toString(), by, "not now", TestLine.NOW)));
  }

  private static RequestView view(RequestState state, Optional<EndView> end) {
    return new RequestView(
        "R-7",
        state,
        "ana",
        "policy",
        "push",
        "policy",
        Duration.ZERO,
        Optional.empty(),
        Optional.of("new team"),
        Optional.empty(),
        Map.of(),
        false,
        "owners agree to changes of their files",
        List.of(),
        List.of(),
        state == RequestState.PENDING ? List.of("dana") : List.of(),
        Views.DIGEST,
        TestLine.NOW,
        Optional.empty(),
        Optional.empty(),
        end,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new PolicyChangeView(
                OLD,
                "f".repeat(64),
                List.of(
                    new PolicyFileChangeView(
                        "orders.yaml",
                        "changed",
                        List.of("group:leads"),
                        Optional.of("max: 1h\nwho: sre\n"),
                        Optional.of("max: 2h\nwho: sre\u001b[2J\n"))),
                MEANING)));
  }

  @Test
  @DisplayName("S12 an approval of a change shows it line by line and repeats its digest")
  void approvingShowsTheChange() {
    api.on("GET /api/v1/requests/R-7", view(RequestState.PENDING))
        .on("POST /api/v1/requests/R-7/approve", view(RequestState.APPLIED));
    TestLine.Ran ran = line().run("approve", "R-7");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err())
        .contains("R-7  ana → policy/push")
        .contains("orders.yaml changed, owned by group:leads")
        .containsSubsequence(
            "~ rule reads  (orders)\n",
            "max: 1h → 2h\\u001b[2J\n",
            "~  ana  db/read  up to 1h  up to 2h\n",
            "! what it changes in other files is for their owners\n",
            "-max: 1h\n")
        .contains("+max: 2h\n")
        .contains("+who: sre\\u001b[2J\n")
        .contains("R-7 is in force.");
    assertThat(api.bodyOf("POST")).contains(Views.DIGEST);
  }

  static Stream<Arguments> endings() {
    return Stream.of(
        Arguments.of(view(RequestState.APPLIED), 0, "R-7 is in force"),
        Arguments.of(view(RequestState.APPROVED), 0, "R-7 is in force"),
        Arguments.of(
            over(RequestState.DENIED, Optional.of("dana")), 81, "denied by dana (not now)"),
        Arguments.of(over(RequestState.WITHDRAWN, Optional.of("ana")), 83, "was withdrawn"),
        Arguments.of(over(RequestState.LAPSED, Optional.empty()), 83, "nobody decided in time"),
        Arguments.of(over(RequestState.FAILED, Optional.empty()), 83, "hoist policy push"));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void oneWaitsForItAsForOtherRequests(RequestView last, int exit, String said) {
    api.on("GET /api/v1/requests/R-7", view(RequestState.PENDING))
        .events("GET /api/v1/requests/R-7/events", view(RequestState.PENDING), last);
    TestLine.Ran ran = line().run("request", "wait", "R-7");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(exit);
    assertThat(ran.err()).contains(said).doesNotContain("request new");
  }

  @ParameterizedTest
  @MethodSource("endings")
  void aPushWaitsWhenToldTo(RequestView last, int exit, String said) throws IOException {
    Path folder = Files.createDirectory(home.resolve("policy"));
    Files.writeString(folder.resolve("a.yaml"), "apiVersion: hoist/v1\npolicy: a\n");
    api.refuse("GET /api/v1/policy/files", ProblemCode.FORBIDDEN, "for owners")
        .on("POST /api/v1/policy/pushes", view(RequestState.PENDING))
        .events("GET /api/v1/requests/R-7/events", view(RequestState.PENDING), last);
    TestLine.Ran ran = line().run("policy", "push", folder.toString(), "--wait", "1m");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(exit);
    assertThat(ran.err()).contains(said);
  }

  @Test
  void whatIsNotWaitedForIsPending() {
    api.on("GET /api/v1/requests/R-7", view(RequestState.PENDING));
    assertThat(line().run("request", "wait", "R-7", "--no-wait").exit()).isEqualTo(82);
  }

  @Test
  void changesAreListedWithTheOtherRequests() {
    api.on(
        "GET /api/v1/requests?scope=mine",
        Views.page(List.of(view(RequestState.PENDING), Views.pending())));
    assertThat(line().run("request", "ls").out())
        .contains("policy/push")
        .contains("orders/fix")
        .contains("new team");
  }

  private Path folder(String text) throws IOException {
    Path folder = Files.createDirectory(home.resolve("policy"));
    Files.writeString(folder.resolve("a.yaml"), text);
    return folder;
  }

  private static String policy(String members) {
    return """
        apiVersion: hoist/v1
        policy: a
        owners: [user:dana]
        groups: {sre: {members: [%s]}}
        targets: {db: {kind: postgres, address: "db:5432"}}
        roles: {read: {on: db, grants: [S]}}
        rules:
          - {name: reads, who: group:sre, roles: [read], grant: {max: 2h}, approval: none}
        """
        .formatted(members);
  }

  @Test
  void whatAPushChangesIsToldBeforeItIsSent() throws IOException {
    api.on(
            "GET /api/v1/policy/files",
            new PolicyFilesView(
                OLD, List.of(new PolicyText("a.yaml", policy("ana"))), List.of("b.yaml")))
        .on("POST /api/v1/policy/pushes", view(RequestState.PENDING));
    TestLine.Ran ran = line().run("policy", "push", folder(policy("ana, kim")).toString());

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err())
        .containsSubsequence(
            "You see 1 of 2 policy files",
            "~ group sre  (a)\n",
            "+  kim  db/read  denied  at once, up to 2h\n",
            "-groups: {sre: {members: [ana]}}\n",
            "+groups: {sre: {members: [ana, kim]}}\n");
    assertThat(ran.out()).contains("R-7  ana → policy/push").doesNotContain("max: 2h");
  }

  @Test
  void whoeverMayNotSeeThePolicyInForceIsToldSo() throws IOException {
    api.refuse("GET /api/v1/policy/files", ProblemCode.FORBIDDEN, "policy files are for others")
        .on("POST /api/v1/policy/pushes", view(RequestState.PENDING));
    TestLine.Ran ran = line().run("policy", "push", folder(policy("ana")).toString());

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("cannot be told beforehand: policy files are for others");
    assertThat(ran.out()).contains("~ rule reads  (orders)", "max: 2h");
  }

  @Test
  void aFolderIsComparedWithWhatIsInForce() throws IOException {
    api.on(
        "GET /api/v1/policy/files",
        new PolicyFilesView(OLD, List.of(new PolicyText("a.yaml", policy("ana"))), List.of()));
    TestLine.Ran ran = line().run("policy", "diff", folder(policy("ana, kim")).toString());

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("~ group sre  (a)\n", "+  kim  db/read  denied  at once, up to 2h");
  }

  @Test
  void aFolderWithMistakesIsNotSent() throws IOException {
    Path folder = Files.createDirectory(home.resolve("policy"));
    Files.writeString(folder.resolve("a.yaml"), "polcy: orders\n");
    TestLine.Ran ran = line().run("policy", "push", folder.toString());

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("a.yaml:");
    assertThat(api.asked()).isEmpty();
  }

  @Test
  void aRollbackIsToTheOneHashThatBeginsSo() {
    api.on(
            "GET /api/v1/policy/versions",
            Views.page(
                List.of(
                    new PolicyVersionView(
                        OLD,
                        TestLine.NOW,
                        "push",
                        Optional.of("R-3"),
                        Optional.of("ana"),
                        List.of("orders.yaml"),
                        true))))
        .on("POST /api/v1/policy/rollbacks", view(RequestState.PENDING));

    assertThat(line().run("policy", "rollback", "ab12cd").exit()).isZero();
    assertThat(api.bodyOf("POST")).contains(OLD);
    assertThat(line().run("policy", "rollback", "ffffff").err()).contains("no policy that was");
    assertThat(line().run("policy", "log").out()).contains("*  ab12cdab12cd").contains("push R-3");
  }
}
