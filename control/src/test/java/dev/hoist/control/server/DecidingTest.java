package dev.hoist.control.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import dev.hoist.wire.RevocationsView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class DecidingTest {
  private static ApiWorld world;
  private static ApiClient ana;
  private static ApiClient sam;
  private static ApiClient dana;
  private static ApiClient lee;

  @BeforeAll
  static void start() throws IOException {
    world = new ApiWorld();
    ana = world.user("ana", "sre");
    sam = world.user("sam", "sre");
    dana = world.user("dana", "leads");
    lee = world.user("lee", "leads");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static RequestView ask(ApiClient who, String role) {
    return who.post("/requests", Map.of("target", "orders", "role", role, "for", "PT30M"))
        .expect(201)
        .as(RequestView.class);
  }

  private static ApiClient.Reply approve(ApiClient who, RequestView request) {
    return who.post("/requests/" + request.id() + "/approve", Map.of("shown", request.digest()));
  }

  @Test
  @DisplayName("S10 an administrator cannot approve their own request")
  void adminsDoNotApproveThemselves() {
    world
        .admin()
        .post(
            "/users",
            Map.of(
                "name",
                "boss",
                "password",
                ApiWorld.FIRST_PASSWORD,
                "admin",
                true,
                "groups",
                List.of("sre", "leads")))
        .expect(201);
    ApiClient boss = world.login("boss", ApiWorld.FIRST_PASSWORD);
    boss.post(
            "/me/password",
            Map.of("current", ApiWorld.FIRST_PASSWORD, "password", ApiWorld.PASSWORD))
        .expect(204);
    RequestView asked = ask(boss, "fix");
    approve(boss, asked).expect(ProblemCode.SELF_APPROVAL);
    approve(world.admin(), asked).expect(ProblemCode.NOT_AN_APPROVER);
    assertThat(asked.waitingFor()).doesNotContain("boss");
    assertThat(asked.waitingFor()).contains("dana", "lee");
  }

  @Test
  @DisplayName("S11 S13 the same approval ten times counts once")
  void repeatedApprovalsCountOnce() {
    RequestView asked = ask(ana, "admin");
    List<Integer> answers =
        IntStream.range(0, 10).parallel().map(i -> approve(dana, asked).status()).boxed().toList();
    assertThat(answers).containsOnly(200);
    RequestView now = ana.get("/requests/" + asked.id()).as(RequestView.class);
    assertThat(now.state()).isEqualTo(RequestState.PENDING);
    assertThat(now.needs().getFirst().missing()).isEqualTo(1);
    assertThat(now.waitingFor()).contains("lee").doesNotContain("dana", "ana");
    approve(lee, asked).expect(200);
    StoryTest.eventually(ana, asked.id(), RequestState.ACTIVE);
    ana.post("/grants/" + asked.id().replace('R', 'G') + "/done").expect(200);
  }

  @Test
  void whoHasNothingToDoWithARequestDoesNotSeeIt() {
    RequestView asked = ask(ana, "fix");
    String path = "/requests/" + asked.id();
    sam.get(path).expect(ProblemCode.NOT_FOUND);
    sam.get(path + "/events").expect(ProblemCode.NOT_FOUND);
    approve(sam, asked).expect(ProblemCode.NOT_FOUND);
    sam.post(path + "/deny", Map.of()).expect(ProblemCode.NOT_FOUND);
    sam.post(path + "/withdraw").expect(ProblemCode.NOT_FOUND);
    assertThat(sam.get("/requests").body()).doesNotContain("\"" + asked.id() + "\"");
    assertThat(sam.get("/inbox").body()).doesNotContain("\"" + asked.id() + "\"");
    dana.get(path).expect(200);
    world.admin().get(path).expect(200);
    dana.post(path + "/deny", Map.of("note", "not today")).expect(200);
    RequestView denied = ana.get(path).as(RequestView.class);
    assertThat(denied.state()).isEqualTo(RequestState.DENIED);
    assertThat(denied.end().orElseThrow().by()).contains("dana");
    assertThat(denied.end().orElseThrow().note()).isEqualTo("not today");
  }

  @Test
  @DisplayName("S13 one idempotency key makes one request")
  void oneKeyMakesOneRequest() {
    String key = UUID.randomUUID().toString();
    String body = "{\"target\":\"orders\",\"role\":\"fix\",\"for\":\"PT5M\"}";
    RequestView first = keyed(ana, body, key).expect(201).as(RequestView.class);
    RequestView again = keyed(ana, body, key).expect(200).as(RequestView.class);
    assertThat(again.id()).isEqualTo(first.id());
    keyed(ana, body.replace("PT5M", "PT6M"), key).expect(ProblemCode.KEY_REUSED);
    RequestView sams = keyed(sam, body, key).expect(201).as(RequestView.class);
    assertThat(sams.id()).isNotEqualTo(first.id());
    keyed(ana, body, "x".repeat(201)).expect(ProblemCode.INVALID);
  }

  private static ApiClient.Reply keyed(ApiClient who, String body, String key) {
    return who.postRaw("/requests", body, "Idempotency-Key", key);
  }

  @Test
  void listsComeInPages() {
    ApiClient many = world.user("many", "sre");
    for (int i = 0; i < 5; i++) {
      ask(many, "fix");
    }
    var first = many.get("/requests?limit=2").expect(200);
    assertThat(first.json().path("items")).hasSize(2);
    var second = many.get("/requests?limit=2&cursor=" + first.field("next")).expect(200);
    var third = many.get("/requests?limit=2&cursor=" + second.field("next")).expect(200);
    assertThat(third.json().path("items")).hasSize(1);
    assertThat(third.json().has("next")).isFalse();
    assertThat(many.get("/requests?state=denied,lapsed").json().path("items")).isEmpty();
    assertThat(world.admin().get("/requests?scope=all&state=pending&limit=200").body())
        .contains("\"many\"");
  }

  @Test
  void grantsAreRevokedByThoseWhoMay() {
    RequestView asked = ask(sam, "fix");
    approve(dana, asked).expect(200);
    StoryTest.eventually(sam, asked.id(), RequestState.ACTIVE);
    String revoke = "/grants/" + asked.id().replace('R', 'G') + "/revoke";
    var reason = Map.of("reason", "wrong table");
    ana.post(revoke, reason).expect(ProblemCode.NOT_FOUND);
    sam.post(revoke, reason).expect(ProblemCode.FORBIDDEN);
    lee.post(revoke, Map.of("reason", " ")).expect(ProblemCode.INVALID);
    lee.post(revoke, reason).expect(200);
    RequestView ended = StoryTest.eventually(sam, asked.id(), RequestState.ENDED);
    assertThat(ended.end().orElseThrow().by()).contains("lee");
    assertThat(ended.end().orElseThrow().note()).isEqualTo("wrong table");
  }

  @Test
  void everythingOfOneUserEndsAtOnce() {
    ApiClient rob = world.user("rob", "sre");
    RequestView read = ask(rob, "read");
    StoryTest.eventually(rob, read.id(), RequestState.ACTIVE);
    RequestView fix = ask(rob, "fix");
    assertThat(rob.get("/grants").json().path("items")).hasSize(1);
    var grant = rob.get("/grants").json().path("items").get(0);
    assertThat(grant.path("state").asString()).isEqualTo("active");
    RevocationsView ended =
        world
            .admin()
            .post("/revocations", Map.of("user", "rob", "reason", "left"))
            .expect(200)
            .as(RevocationsView.class);
    assertThat(ended.grants()).containsExactly(read.id().replace('R', 'G'));
    StoryTest.eventually(rob, read.id(), RequestState.ENDED);
    StoryTest.eventually(rob, fix.id(), RequestState.DENIED);
    world
        .admin()
        .post("/revocations", Map.of("user", "rob", "target", "orders", "reason", "x"))
        .expect(ProblemCode.INVALID);
  }

  @Test
  void offersSayHow() {
    var offers = ana.get("/offers").expect(200).json().path("items").toString();
    assertThat(offers).contains("\"role\":\"fix\"", "\"how\":\"approval\"", "\"approvals\":1");
    assertThat(dana.get("/offers").body()).contains("\"how\":\"no\"");
    assertThat(ana.get("/offers?q=nothing").json().path("items")).isEmpty();
  }

  @Test
  void policyVersionAndHealthAreTold() {
    assertThat(ana.get("/policy").expect(200).body()).contains("small.yaml", "hash");
    assertThat(ana.get("/version").expect(200).field("version")).isEqualTo("0.0-test");
    // A disk that is slow for a while makes the audit log behind for as long.
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(world.client().get("/health").expect(200).body())
                    .isEqualTo(
                        "{\"status\":\"ready\",\"auditBehind\":false,\"revocationDebt\":0,"
                            + "\"policyNotLoaded\":false,\"targetsNotLoaded\":false}"));
  }
}
