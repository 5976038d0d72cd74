package dev.hoist.control.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.RequestView;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each with a clear problem, and nothing lost or left behind. */
@Tag("slow")
final class BadInputTest {
  private static ApiWorld world;
  private static ApiClient ana;

  @BeforeAll
  static void start() throws IOException {
    world = new ApiWorld();
    ana = world.user("ana", "sre");
  }

  @AfterAll
  static void stop() {
    assertThat(ana.get("/requests").json().path("items")).isEmpty();
    world.close();
  }

  private static Map<String, Object> ask(String field, Object value) {
    var body = new LinkedHashMap<String, Object>();
    body.put("target", "orders");
    body.put("role", "fix");
    body.put("for", "PT30M");
    body.put(field, value);
    return body;
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, at least one",
    "PT0.000000001S, whole seconds",
    "PT0.999S, whole seconds",
    "PT30M0.5S, whole seconds",
    "PT-30M, at least one",
    "-PT30M, at least one",
    "P400D, at most 30 days",
    "PT999999999999H, at most 30 days",
    "PT99999999999999999999H, PT30M",
    "30m, PT30M",
    "30, PT30M",
    "soon, PT30M",
    "'', PT30M",
    "2026-11-22T00:00:00Z, PT30M"
  })
  void lengthsThatAreNone(String length, String says) {
    var reply = ana.post("/requests", ask("for", length)).expect(ProblemCode.INVALID);
    assertThat(reply.field("detail")).startsWith("for: ").contains(says);
  }

  @Test
  void aNumberIsNoLengthOfTime() {
    ana.post("/requests", ask("for", 1800)).expect(ProblemCode.INVALID);
  }

  @Test
  void moreThanPolicyAllowsSaysWhatItAllows() {
    var reply = ana.post("/requests", ask("for", "PT9H")).expect(ProblemCode.AMEND);
    assertThat(reply.json().path("problems").get(0).asString()).contains("PT1H");
  }

  @Test
  void namesThatNobodyHas() {
    assertThat(
            ana.post("/requests", ask("target", "oders"))
                .expect(ProblemCode.NOT_FOUND)
                .field("detail"))
        .contains("did you mean orders?");
    assertThat(
            ana.post("/requests", ask("role", "fixx"))
                .expect(ProblemCode.NOT_FOUND)
                .field("detail"))
        .contains("did you mean fix?");
    var admin = world.admin();
    var user = admin.post("/revocations", Map.of("user", "anna", "reason", "x"));
    assertThat(user.expect(ProblemCode.NOT_FOUND).field("detail")).contains("did you mean ana?");
    var target = admin.post("/revocations", Map.of("target", "order", "reason", "x"));
    assertThat(target.expect(ProblemCode.NOT_FOUND).field("detail")).contains("orders");
    admin.post("/users/anna/disable").expect(ProblemCode.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\nb", "a\u0000b", "a\u202Eb"})
  void namesThatAreNone(String name) {
    ana.post("/requests", ask("target", name)).expect(ProblemCode.INVALID);
    ana.post("/requests", ask("role", name)).expect(ProblemCode.INVALID);
  }

  @Test
  void quotedAndLongNamesAreJustUnknown() {
    for (String name : new String[] {"f'ix", "f\"ix", "f\\ix", "x".repeat(70)}) {
      ana.post("/requests", ask("role", name)).expect(ProblemCode.NOT_FOUND);
    }
    ana.post("/requests", ask("role", "x".repeat(5_000))).expect(ProblemCode.INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u001b[2Jb", "a\u202Eb", "a\u2066b", "a\u200Fb", "a\r\nb", "a\u2028b"})
  void reasonsThatRewriteWhatOthersSee(String reason) {
    var reply = ana.post("/requests", ask("reason", reason)).expect(ProblemCode.INVALID);
    assertThat(reply.field("detail")).startsWith("reason: ");
    assertThat(reply.body()).doesNotContain(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u001b[2Jb", "a\u202Eb", "a\nb"})
  void ticketsAndAnswersThatRewriteWhatOthersSee(String text) {
    var ticket = ana.post("/requests", ask("ticket", text)).expect(ProblemCode.INVALID);
    assertThat(ticket.field("detail")).startsWith("ticket: ");
    var answer = ana.post("/requests", ask("fields", Map.of("host", text)));
    assertThat(answer.expect(ProblemCode.INVALID).field("detail")).startsWith("fields.host: ");
    assertThat(answer.body()).doesNotContain(text);
  }

  @Test
  void ticketsAndAnswersThatAreNone() {
    ana.post("/requests", ask("ticket", "x".repeat(201))).expect(ProblemCode.INVALID);
    ana.post("/requests", ask("fields", Map.of("host", "x".repeat(2_001))))
        .expect(ProblemCode.INVALID);
    for (Object odd : new Object[] {1.5, Map.of("a", 1), new int[] {1}, 1e300}) {
      ana.post("/requests", ask("fields", Map.of("host", odd))).expect(ProblemCode.INVALID);
    }
    ana.post("/requests", ask("fields", Map.of("ho st", "x"))).expect(ProblemCode.INVALID);
    var many = new LinkedHashMap<String, Object>();
    for (int i = 0; i <= 50; i++) {
      many.put("f" + i, i);
    }
    ana.post("/requests", ask("fields", many)).expect(ProblemCode.INVALID);
    ana.post("/requests", ask("fields", "host=1")).expect(ProblemCode.BAD_REQUEST);
    ana.post("/requests", ask("breakGlass", "maybe")).expect(ProblemCode.BAD_REQUEST);
  }

  @Test
  void reasonsThatAreTooLong() {
    ana.post("/requests", ask("reason", "x".repeat(2_001))).expect(ProblemCode.INVALID);
    ana.post("/requests", ask("reason", "x".repeat(1 << 20))).expect(ProblemCode.TOO_LARGE);
  }

  @Test
  void aBodyWithoutAnnouncedLengthIsBoundedToo() {
    byte[] body = ("\"" + "x".repeat(1 << 20) + "\"").getBytes(StandardCharsets.UTF_8);
    var request =
        ana.request("/requests")
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.fromPublisher(
                    HttpRequest.BodyPublishers.ofByteArray(body)));
    ana.send(request).expect(ProblemCode.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"x\"",
        "{",
        "{}",
        "{\"target\":\"orders\",\"role\":\"fix\",\"for\":\"PT1M\"} x",
        "{\"target\":\"orders\",\"role\":\"fix\",\"for\":\"PT1M\",\"admin\":true}",
        "{\"target\":\"orders\",\"target\":\"orders\",\"role\":\"fix\",\"for\":\"PT1M\"}",
        "{\"target\":{\"a\":1},\"role\":\"fix\",\"for\":\"PT1M\"}"
      })
  void bodiesThatAreNotWhatIsTaken(String body) {
    ana.postRaw("/requests", body).expect(ProblemCode.BAD_REQUEST);
  }

  @Test
  void deepBodiesAndForeignMediaTypes() {
    ana.postRaw("/requests", "[".repeat(10_000)).expect(ProblemCode.BAD_REQUEST);
    var form =
        ana.request("/requests")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("target=orders"));
    ana.send(form).expect(ProblemCode.UNSUPPORTED_MEDIA_TYPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"R-0", "R-", "R--1", "7", "G-1", "R-99999999999999999999", "r-1", "R-1x"})
  void idsThatAreNone(String id) {
    ana.get("/requests/" + id).expect(ProblemCode.NOT_FOUND);
    ana.post("/grants/" + id + "/done").expect(ProblemCode.NOT_FOUND);
    ana.get("/sessions/" + id).expect(ProblemCode.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/requests?limit=0",
        "/requests?limit=201",
        "/requests?limit=many",
        "/requests?cursor=nonsense",
        "/requests?cursor=dXNlcnM6eA",
        "/requests?state=finished",
        "/requests?scope=theirs",
        "/sessions/search",
        "/sessions/search?q="
      })
  void parametersThatAreNone(String path) {
    ana.get(path).expect(ProblemCode.BAD_REQUEST);
  }

  @Test
  void aSearchIsNotEndless() {
    ana.get("/offers?q=" + "x".repeat(201)).expect(ProblemCode.BAD_REQUEST);
    ana.get("/sessions/search?q=" + "x".repeat(201)).expect(ProblemCode.BAD_REQUEST);
  }

  @Test
  void halfACharacterIsNone() {
    ana.postRaw("/requests", "{\"target\":\"\\uD800\",\"role\":\"fix\",\"for\":\"PT1M\"}")
        .expect(ProblemCode.INVALID);
  }

  @Test
  void whatIsForAdministratorsSaysSo() {
    for (String path : new String[] {"/requests", "/grants", "/sessions"}) {
      ana.get(path + "?scope=all").expect(ProblemCode.FORBIDDEN);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Ana, correct horse battery",
    "'', correct horse battery",
    "-ana, correct horse battery",
    "a b, correct horse battery",
    "bea, short",
    "bea, ''"
  })
  void usersThatCannotBe(String name, String password) {
    world
        .admin()
        .post("/users", Map.of("name", name, "password", password))
        .expect(ProblemCode.INVALID);
  }

  @Test
  void moreUsersThatCannotBe() {
    var admin = world.admin();
    var taken = Map.of("name", "ana", "password", ApiWorld.PASSWORD);
    admin.post("/users", taken).expect(ProblemCode.EXISTS);
    var long1 = Map.of("name", "x".repeat(64), "password", ApiWorld.PASSWORD);
    admin.post("/users", long1).expect(ProblemCode.INVALID);
    var long2 = Map.of("name", "bea", "password", "x".repeat(1_025));
    admin.post("/users", long2).expect(ProblemCode.INVALID);
    var group =
        Map.of("name", "bea", "password", ApiWorld.PASSWORD, "groups", java.util.List.of("a\nb"));
    admin.post("/users", group).expect(ProblemCode.INVALID);
    admin.post("/users/root/disable").expect(ProblemCode.TOO_LATE);
  }

  @Test
  void hugeHeadersAreRefused() {
    var reply = ana.send(ana.request("/me").header("X-Much", "x".repeat(20_000)).GET());
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).doesNotContain("Tomcat", "<html");
  }

  @Test
  void anApprovalNeedsADigestAndASensibleLimit() {
    ApiClient sam = world.user("sam", "sre");
    ApiClient dana = world.user("dana", "leads");
    RequestView asked = sam.post("/requests", ask("reason", "x")).as(RequestView.class);
    String approve = "/requests/" + asked.id() + "/approve";
    dana.post(approve, Map.of("shown", "x")).expect(ProblemCode.INVALID);
    dana.post(approve, Map.of("shown", "0".repeat(64))).expect(ProblemCode.STALE_DIGEST);
    for (String limit : new String[] {"PT0S", "PT-1M", "PT31M", "PT0.000000001S", "PT1.5S"}) {
      dana.post(approve, Map.of("shown", asked.digest(), "for", limit)).expect(ProblemCode.INVALID);
    }
    dana.post(approve, Map.of("shown", asked.digest(), "note", "a\u202Eb"))
        .expect(ProblemCode.INVALID);
    assertThat(sam.get("/requests/" + asked.id()).as(RequestView.class).approvals()).isEmpty();
    sam.post("/requests/" + asked.id() + "/withdraw").expect(200);
    dana.post(approve, Map.of("shown", asked.digest())).expect(ProblemCode.TOO_LATE);
  }
}
