package dev.hoist.control.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.session.Authorization;
import dev.hoist.kernel.session.Authorizer;
import dev.hoist.kernel.session.Hello;
import dev.hoist.kernel.session.SessionEnd;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.wire.AccessView;
import dev.hoist.wire.HealthView;
import dev.hoist.wire.KillView;
import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.RecordingCheck;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import dev.hoist.wire.SearchView;
import dev.hoist.wire.SessionView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class SessionRoutesTest {
  private static final String RECORDING =
      """
      {"hoist":"recording/1","session":"S-1"}
      {"t":12,"type":"statement","number":1,"text":"UPDATE orders SET state = 'queued' WHERE id = 8812"}
      {"t":31,"type":"note","text":"update is not a statement here"}
      """;

  /**
   * Whoever kills waits a while for the proof; it comes at once unless the machine is very busy.
   */
  private static final int TRIES = 3;

  private static ApiWorld world;
  private static ApiClient ana;
  private static ApiClient sam;
  private static ApiClient kim;
  private static SessionId session;
  private static String access;

  @BeforeAll
  static void start() throws IOException {
    world = new ApiWorld();
    ana = world.user("ana", "sre");
    sam = world.user("sam", "sre");
    kim = world.user("kim", "sre");
    RequestView asked =
        ana.post("/requests", Map.of("target", "orders", "role", "read", "for", "PT10M"))
            .as(RequestView.class);
    StoryTest.eventually(ana, asked.id(), RequestState.ACTIVE);
    access = "/grants/" + asked.id().replace('R', 'G') + "/access";
    session = connect(ana.post(access).as(AccessView.class));
    world.recordings.put(session, RECORDING.getBytes(StandardCharsets.UTF_8));
  }

  /** As the gateway does it. */
  private static SessionId connect(AccessView access) {
    var hello =
        new Hello(
            Secret.of(access.token()),
            access.user(),
            access.database(),
            "psql",
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 5555));
    var answer = new Authorizer(world.plane.desk()).authorize(hello, world.plane.time().now());
    return ((Authorization.Granted) answer).pass().session();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void sessionsAreSeenByTheirHolderAndAdministrators() {
    SessionView view = ana.get("/sessions/" + session).expect(200).as(SessionView.class);
    assertThat(view.user()).isEqualTo("ana");
    assertThat(view.client()).isEqualTo("psql");
    assertThat(ana.get("/sessions").json().path("items")).isNotEmpty();
    assertThat(ana.get("/sessions?grant=" + view.grant()).json().path("items")).isNotEmpty();
    assertThat(ana.get("/sessions?grant=G-99").json().path("items")).isEmpty();
    assertThat(sam.get("/sessions").json().path("items")).isEmpty();
    assertThat(world.admin().get("/sessions?scope=all").json().path("items")).isNotEmpty();
    sam.get("/sessions/" + session).expect(ProblemCode.NOT_FOUND);
    sam.get("/sessions/" + session + "/recording").expect(ProblemCode.NOT_FOUND);
    sam.post("/sessions/" + session + "/kill", Map.of("reason", "x")).expect(ProblemCode.NOT_FOUND);
  }

  @Test
  void recordingsAreReadAsTheyAreAndWhoReadsOthersIsTold() {
    assertThat(ana.get("/sessions/" + session + "/recording").expect(200).body())
        .isEqualTo(RECORDING);
    world.admin().get("/sessions/" + session + "/recording").expect(200);
    assertThat(world.admin().get("/audit/entries").body()).contains("recording.read");
  }

  @Test
  void statementsAreFoundInRecordings() {
    var found = ana.get("/sessions/search?q=orders%20set").expect(200).json().path("items");
    assertThat(found).hasSize(1);
    assertThat(found.get(0).path("text").asString()).contains("8812");
    assertThat(found.get(0).path("t").asLong()).isEqualTo(12);
    assertThat(ana.get("/sessions/search?q=not%20a%20statement").json().path("items")).isEmpty();
    assertThat(sam.get("/sessions/search?q=orders").json().path("items")).isEmpty();
    assertThat(world.admin().get("/sessions/search?q=orders&scope=all").json().path("items"))
        .hasSize(1);
  }

  @Test
  void killingEndsTheGrantTooAndSaysWhatTheTargetProved() {
    KillView view = kill();
    for (int i = 1; i < TRIES && view.state() == RequestState.REVOKING; i++) {
      view = kill();
    }
    assertThat(view.state()).isEqualTo(RequestState.ENDED);
    assertThat(view.debt()).isEmpty();
    assertThat(world.admin().get("/audit/entries").body()).contains("session.kill", "wrong table");
  }

  private static KillView kill() {
    String grant = activeGrant(kim);
    SessionId killed = connect(kim.post(grant + "/access").as(AccessView.class));
    String kill = "/sessions/" + killed + "/kill";
    var keep = Map.of("reason", "hangs", "keepGrant", true);
    assertThat(kim.post(kill, keep).as(KillView.class).state()).isEqualTo(RequestState.ACTIVE);

    KillView view = world.admin().post(kill, Map.of("reason", "wrong table")).as(KillView.class);

    assertThat(view.killed()).isFalse(); // nothing is connected here
    assertThat("/grants/" + view.grant()).isEqualTo(grant);
    StoryTest.eventually(kim, view.grant().replace('G', 'R'), RequestState.ENDED);
    return view;
  }

  @Test
  @DisplayName("S05 killing does not wait for ever, and health tells what is not proved gone")
  void killingSaysWhenTheTargetDoesNotAnswer() {
    KillView view = killWhileTheTargetIsDown();
    for (int i = 1; i < TRIES && view.debt().isEmpty(); i++) {
      view = killWhileTheTargetIsDown();
    }
    assertThat(view.debt().orElseThrow()).contains("does not answer");
  }

  private static KillView killWhileTheTargetIsDown() {
    String grant = activeGrant(kim);
    SessionId killed = connect(kim.post(grant + "/access").as(AccessView.class));
    KillView view;
    world.target.down(true);
    try {
      view = kim.post("/sessions/" + killed + "/kill", Map.of("reason", "x")).as(KillView.class);
      assertThat(view.state()).isEqualTo(RequestState.REVOKING);
      Awaitility.await()
          .until(() -> health().revocationDebt() == 1 && health().status().equals("degraded"));
    } finally {
      world.target.down(false);
    }
    Awaitility.await().until(() -> health().status().equals("ready"));
    return view;
  }

  private static HealthView health() {
    return world.client().get("/health").as(HealthView.class);
  }

  /** The path of a fresh grant. */
  private static String activeGrant(ApiClient who) {
    RequestView asked =
        who.post("/requests", Map.of("target", "orders", "role", "read", "for", "PT10M"))
            .as(RequestView.class);
    StoryTest.eventually(who, asked.id(), RequestState.ACTIVE);
    return "/grants/" + asked.id().replace('R', 'G');
  }

  @Test
  void beingRefusedIsWrittenDown() {
    sam.get("/sessions/S-777").expect(ProblemCode.NOT_FOUND);
    sam.post("/grants/G-777/access").expect(ProblemCode.NOT_FOUND);
    sam.get("/sessions?scope=all").expect(ProblemCode.FORBIDDEN);
    String log = world.admin().get("/audit/entries?limit=200").body();
    assertThat(log)
        .contains("api.refused", "no session S-777", "no grant G-777", "only administrators see");
  }

  @Test
  @DisplayName("S22 a recording that is not the one whose digest the audit log keeps is refused")
  void whatEndedIsHeldAgainstTheAuditLog() {
    SessionId other = begin();
    world.recordings.put(other, bytes("SELECT 1"));
    assertThat(ana.get("/sessions/" + other).as(SessionView.class).check())
        .contains(RecordingCheck.LIVE);
    end(other, ApiWorld.digest(bytes("SELECT 1")));
    SessionView view = ana.get("/sessions/" + other).as(SessionView.class);
    assertThat(view.why()).contains("client left");
    assertThat(view.statements()).contains(1L);
    assertThat(view.check()).contains(RecordingCheck.INTACT);
    ana.get("/sessions/" + other + "/recording").expect(200);

    world.recordings.put(other, bytes("SELECT 2"));
    view = ana.get("/sessions/" + other).as(SessionView.class);
    assertThat(view.check()).contains(RecordingCheck.ALTERED);
    assertThat(view.problem().orElseThrow()).contains(other.toString());
    var refused =
        ana.get("/sessions/" + other + "/recording").expect(ProblemCode.RECORDING_ALTERED);
    assertThat(refused.field("detail")).contains(other.toString());
    SearchView found = ana.get("/sessions/search?q=select").as(SearchView.class);
    assertThat(found.refused()).singleElement().asString().contains(other.toString());
    String log = world.admin().get("/audit/entries").body();
    assertThat(log.split("recording of " + other + " was altered", -1)).hasSize(2);
  }

  @Test
  void whatNobodyCouldReadWhenItEndedHasNoDigest() {
    SessionId other = begin();
    end(other, "");
    assertThat(ana.get("/sessions/" + other).as(SessionView.class).check())
        .contains(RecordingCheck.NO_DIGEST);
  }

  private static SessionId begin() {
    return connect(ana.post(access).as(AccessView.class));
  }

  private static byte[] bytes(String text) {
    return ("{\"t\":1,\"type\":\"statement\",\"text\":\"" + text + "\"}\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void end(SessionId session, String digest) {
    var now = world.plane.time().now();
    world.plane.desk().ended(new SessionEnd(session, "client left", 1, 10, 20, digest, now));
  }

  @Test
  void sessionsWithoutARecordingSaySo() {
    ana.get("/sessions/S-999/recording").expect(ProblemCode.NOT_FOUND);
  }
}
