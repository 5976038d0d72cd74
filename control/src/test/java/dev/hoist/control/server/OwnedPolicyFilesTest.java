package dev.hoist.control.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.wire.Json;
import dev.hoist.wire.PastDecisionView;
import dev.hoist.wire.PolicyFilesView;
import dev.hoist.wire.PolicyText;
import dev.hoist.wire.ProblemCode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What owners see of the policy in force and of what it decided. */
@Tag("slow")
final class OwnedPolicyFilesTest {
  private static final String DECISIONS = "/policy/decisions?since=2020-01-01T00:00:00Z";

  private static ApiWorld world;
  private static ApiClient ana;
  private static ApiClient dana;
  private static ApiClient sam;

  @BeforeAll
  static void start() throws IOException {
    world = RealPolicy.world();
    ana = world.user("ana", "sre");
    dana = world.user("dana", "leads");
    sam = world.user("sam");
    ask(ana, "orders", "read").expect(201);
    // More than the server reads at a time, before one that sam may see.
    for (int i = 0; i < 260; i++) {
      ask(dana, "orders", "read").expect(ProblemCode.DENIED_BY_POLICY);
    }
    ask(ana, "stock", "count").expect(201);
  }

  private static ApiClient.Reply ask(ApiClient who, String target, String role) {
    return who.post("/requests", Map.of("target", target, "role", role, "for", "PT5M"));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static List<String> targets(ApiClient who) {
    return who.get(DECISIONS)
        .expect(200)
        .body()
        .lines()
        .map(line -> Json.responses().readValue(line, PastDecisionView.class))
        .map(decision -> decision.facts().path("target").asString())
        .distinct()
        .toList();
  }

  private static PolicyFilesView files(ApiClient who) {
    return who.get("/policy/files").expect(200).as(PolicyFilesView.class);
  }

  @Test
  @DisplayName("S26 owners get the files that name them, and the names of the others")
  void filesOfTheirOwn() {
    assertThat(files(sam).files()).extracting(PolicyText::name).containsExactly("stock.yaml");
    assertThat(files(sam).hidden()).containsExactly("orders.yaml");
    assertThat(files(dana).files()).extracting(PolicyText::name).containsExactly("orders.yaml");
    assertThat(files(world.admin()).files()).hasSize(2);
    assertThat(files(world.admin()).hidden()).isEmpty();
    ana.get("/policy/files").expect(ProblemCode.FORBIDDEN);
  }

  @Test
  @DisplayName("S26 owners get decisions about the targets in their files, and no others")
  void decisionsAboutTheirTargets() {
    assertThat(targets(sam)).containsExactly("stock");
    assertThat(targets(dana)).containsExactly("orders");
    assertThat(targets(world.admin())).containsExactly("orders", "stock");
    ana.get(DECISIONS).expect(ProblemCode.FORBIDDEN);
  }

  @Test
  void whatOwnersSawIsInTheAuditLog() {
    assertThat(targets(sam)).isNotEmpty();
    assertThat(world.plane.audit().from(0, 10_000))
        .anySatisfy(
            line ->
                assertThat(line.json())
                    .contains("sam", "policy.decisions", "1 of 2 files: stock.yaml"));
  }

  @Test
  @DisplayName("S26 whoever is no owner any more sees nothing")
  void formerOwners() {
    ApiClient lee = world.user("lee", "leads");
    assertThat(files(lee).files()).hasSize(1);
    world.admin().post("/users/lee/disable").expect(200);
    lee.get("/policy/files").expect(ProblemCode.LOGIN_NEEDED);
  }
}
