package dev.hoist.control.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.wire.Json;
import dev.hoist.wire.PastDecisionView;
import dev.hoist.wire.PolicyFilesView;
import dev.hoist.wire.ProblemCode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class PastDecisionsTest {
  private static final String ALL = "/policy/decisions?since=2020-01-01T00:00:00Z";

  private static ApiWorld world;
  private static ApiClient ana;

  @BeforeAll
  static void start() throws IOException {
    world = new ApiWorld();
    ana = world.user("ana", "sre");
    ask("read", 201);
    ask("fix", 201);
    ApiClient kim = world.user("kim");
    kim.post("/requests", Map.of("target", "orders", "role", "read", "for", "PT5M"))
        .expect(ProblemCode.DENIED_BY_POLICY);
  }

  private static void ask(String role, int status) {
    ana.post("/requests", Map.of("target", "orders", "role", role, "for", "PT5M", "reason", "x"))
        .expect(status);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static List<PastDecisionView> decisions(String path) {
    return world.admin().get(path).expect(200).body().lines().map(PastDecisionsTest::read).toList();
  }

  private static PastDecisionView read(String line) {
    return Json.responses().readValue(line, PastDecisionView.class);
  }

  @Test
  void everyDecisionComesWithItsFactsInOrderAndOnce() {
    List<PastDecisionView> all = decisions(ALL);
    assertThat(all).extracting(PastDecisionView::number).isSorted().doesNotHaveDuplicates();
    assertThat(all)
        .anySatisfy(
            d -> {
              assertThat(d.request()).contains("R-1");
              assertThat(d.facts().path("subject").path("name").asString()).isEqualTo("ana");
              assertThat(d.facts().path("role").asString()).isEqualTo("read");
              assertThat(d.decision().path("answer").asString()).isEqualTo("allowed");
              assertThat(d.policy()).hasSize(64);
            })
        .anySatisfy(
            d -> {
              assertThat(d.request()).isEmpty();
              assertThat(d.decision().path("answer").asString()).isEqualTo("denied");
            });
    long first = all.getFirst().number();
    assertThat(decisions(ALL + "&after=" + first))
        .extracting(PastDecisionView::number)
        .doesNotContain(first)
        .contains(all.getLast().number());
    assertThat(decisions(ALL + "&after=999999999")).isEmpty();
    assertThat(decisions("/policy/decisions?since=9000-01-01T00:00:00Z")).isEmpty();
  }

  @Test
  void theFilesInForceAreHandedOut() {
    PolicyFilesView files =
        world.admin().get("/policy/files").expect(200).as(PolicyFilesView.class);
    assertThat(files.hash()).hasSize(64);
    assertThat(files.files())
        .singleElement()
        .satisfies(f -> assertThat(f.text()).contains("small"));
  }

  @Test
  @DisplayName(
      "S26 past decisions and policy files are for owners and administrators, and told when read")
  void othersAreDeniedAndReadersTold() {
    ana.get(ALL).expect(ProblemCode.FORBIDDEN);
    ana.get("/policy/files").expect(ProblemCode.FORBIDDEN);
    world.admin().get(ALL).expect(200);
    world.admin().get("/policy/files").expect(200);
    assertThat(world.admin().get("/audit/entries?limit=200").body())
        .contains("policy.decisions", "policy.files", "2020-01-01T00:00:00Z");
  }

  @Test
  void whatIsNoMomentIsRefused() {
    for (String since : List.of("yesterday", "", "+1000000000-12-31T00:00:00Z", "-1")) {
      world
          .admin()
          .get("/policy/decisions?since=" + since.replace("+", "%2B"))
          .expect(ProblemCode.BAD_REQUEST);
    }
    world.admin().get("/policy/decisions").expect(ProblemCode.BAD_REQUEST);
    world.admin().get(ALL + "&after=x").expect(ProblemCode.BAD_REQUEST);
  }
}
