package dev.hoist.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.cli.support.FakeApi;
import dev.hoist.cli.support.TestLine;
import dev.hoist.cli.support.Views;
import dev.hoist.wire.Availability;
import dev.hoist.wire.Json;
import dev.hoist.wire.Page;
import dev.hoist.wire.UserView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands print, and for whom. */
final class OutputTest {
  @TempDir Path home;
  private final FakeApi api = new FakeApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private TestLine line() {
    return new TestLine(home).at(api);
  }

  private void offers() {
    api.on(
        "GET /api/v1/offers",
        Views.page(
            List.of(
                Views.offer("fix", Availability.APPROVAL, ""),
                Views.offer("read", Availability.CONNECT, ""),
                Views.offer("look", Availability.AUTO, "a reason is needed"),
                Views.offer("admin", Availability.NO, "only break-glass\u001b[2J"))));
  }

  @Test
  void listsWhatOneCanGet() {
    offers();

    assertThat(line().run("ls").out())
        .isEqualTo(
            """
            TARGET  ROLE   KIND      HOW          MAX
            orders  fix    postgres  1 approval   1h30m
            orders  read   postgres  connect G-3  1h30m
            orders  look   postgres  auto         1h30m  a reason is needed
            orders  admin  postgres  no                  only break-glass\\u001b[2J
            """);
  }

  @Test
  void printsJsonForPrograms() {
    api.on("GET /api/v1/offers?q=ord", List.of(Views.offer("fix", Availability.APPROVAL, "")));

    TestLine.Ran ran = line().run("ls", "ord", "-o", "json");

    assertThat(Json.responses().readTree(ran.out()))
        .isEqualTo(
            Json.responses()
                .readTree(
                    """
                    [{"target": "orders", "kind": "postgres", "role": "fix", "how": "approval",
                      "approvals": 1, "max": "PT1H30M"}]
                    """));
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void printsYamlForPrograms() {
    api.on("GET /api/v1/requests/R-7", Views.pending());

    assertThat(line().run("request", "show", "r-7", "-o", "yaml").out())
        .contains("id: R-7\n")
        .contains("createdAt: 2001-03-01T12:00:00Z")
        .contains("asked: PT2M");
  }

  @Test
  void showsEverythingAboutARequest() {
    api.on("GET /api/v1/requests/R-7", Views.active());

    assertThat(line().run("request", "show", "R-7").out())
        .isEqualTo(
            """
            R-7  ana → orders/fix for 2m: active
            reason      requeue order 8812
            asked       2001-03-01 12:00:00
            rule        one approval for writes
            approval    dana 2001-03-01 12:00:00, at most 1m "ok, one row"
            granted     1m
            ends        2001-03-01 12:01:00 (over)
            """);
  }

  @Test
  void showsHowLongGrantsLastByTheServersClock() {
    Instant until = Instant.now().plus(Duration.ofMinutes(90));
    api.on("GET /api/v1/grants", Views.page(List.of(Views.grant("G-7", until))))
        .on("GET /api/v1/requests?scope=mine&state=pending", Views.page(List.of()));

    TestLine.Ran wrongClock = line().at(Instant.now().plus(Duration.ofHours(5))).run("status");

    assertThat(wrongClock.out())
        .matches(
            """
            GRANT  WHO  WHAT        STATE   LEFT +UNTIL +MORE
            G-7    ana  orders/fix  active  1h(30m|29m\\d+s|30m\\d+s)  .*  2× 1h +unless used, ends in 1h1.*
            """);
  }

  @Test
  void saysSoWhenThereIsNothingAndPrintsNothing() {
    api.on("GET /api/v1/inbox", Views.page(List.of()));

    TestLine.Ran ran = line().run("inbox");

    assertThat(ran).isEqualTo(new TestLine.Ran(0, "", "Nothing waits for you.\n"));
  }

  @Test
  void followsAListThroughItsParts() {
    api.on("GET /api/v1/users", new Page<>(List.of(user("ana")), Optional.of("c+1")))
        .on("GET /api/v1/users?cursor=c%2B1", Views.page(List.of(user("dana"))));

    assertThat(line().run("user", "ls").out()).contains("ana").contains("dana");
  }

  private static UserView user(String name) {
    return new UserView(
        "u-" + name,
        name,
        "person",
        false,
        List.of("sre"),
        TestLine.NOW,
        Optional.of("root"),
        true,
        Optional.empty());
  }
}
