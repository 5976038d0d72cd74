package dev.hoist.control.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.control.access.AccessTokens.Issued;
import dev.hoist.control.elevation.Stored;
import dev.hoist.control.testing.World;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.session.Authorization;
import dev.hoist.kernel.session.Authorizer;
import dev.hoist.kernel.session.Hello;
import dev.hoist.kernel.session.SessionEnd;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.session.Written;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class DeskTest {
  private final World world = new World().start();
  private final Authorizer authorizer = new Authorizer(world.desk());
  private Stored granted = world.opened(world.ana, "read");

  @BeforeEach
  void activate() {
    world.eventually(granted.id(), Elevation.Active.class);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Secret token(Subject who) {
    return ((Issued.Token) world.tokens().issue(granted.id().grant(), who)).token();
  }

  private static Hello hello(Secret token, String user) {
    return new Hello(
        token, user, "orders", "psql", new InetSocketAddress(InetAddress.getLoopbackAddress(), 5));
  }

  private Authorization knock(Secret token) {
    return authorizer.authorize(hello(token, "ana"), world.time().now());
  }

  private static SessionId session(Authorization answer) {
    return ((Authorization.Granted) answer).pass().session();
  }

  @Test
  @DisplayName("S21 a session is in the register and in the audit log before anything is dialled")
  void begins() {
    SessionId session = session(knock(token(world.ana)));

    assertThat(world.sessions.find(session)).isPresent();
    assertThat(world.told("session.begun")).hasSize(1);
  }

  @Test
  void aTokenOpensOneSessionHoweverManyUseItAtOnce() {
    Secret token = token(world.ana);
    var opened = new AtomicInteger();

    IntStream.range(0, 20)
        .parallel()
        .forEach(
            i -> {
              if (knock(token) instanceof Authorization.Granted) {
                opened.incrementAndGet();
              }
            });

    assertThat(opened).hasValue(1);
  }

  @Test
  void aTokenIsGoodForAMinute() {
    Secret token = token(world.ana);
    world.pass(Duration.ofSeconds(61));

    assertThat(knock(token)).isInstanceOf(Authorization.Refused.class);
  }

  @Test
  void someoneElseGetsNoToken() {
    assertThat(world.tokens().issue(granted.id().grant(), world.sam))
        .isInstanceOf(Issued.NotFound.class);
  }

  @Test
  @DisplayName("S23 the store keeps no token, only its hash")
  void hashed() {
    Secret token = token(world.ana);

    String kept =
        world.database.jdbc().sql("SELECT hash FROM access_token").query(String.class).single();
    assertThat(kept).hasSize(64).isNotEqualTo(token.reveal());
    assertThat(world.told("token.issued").getFirst()).doesNotContain(token.reveal());
  }

  @Test
  @DisplayName("S16 the disabled open no session with a token they have")
  void disabled() {
    Secret token = token(world.ana);
    world.people.disable(world.ana);

    assertThat(knock(token)).isInstanceOf(Authorization.Refused.class);
  }

  @Test
  @DisplayName("S20 without a store there is no session")
  void noStore() {
    Secret token = token(world.ana);
    world.loseStore();

    assertThatThrownBy(() -> knock(token)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void aSessionDoesNotBeginUnderAGrantThatEndedMeanwhile() {
    Secret token = token(world.ana);
    var access = world.desk().redeem(token, world.time().now()).orElseThrow();
    world.elevations().done(granted.id(), world.ana);

    assertThatThrownBy(() -> world.desk().begin(access, hello(token, "ana"), world.time().now()))
        .hasMessageContaining("ended while it was used");
    assertThat(world.told("session.begun")).isEmpty();
  }

  @Test
  void anEndIsToldOnce() {
    SessionId session = session(knock(token(world.ana)));
    var end = new SessionEnd(session, "client left", 3, 10, 20, "ab", world.time().now());

    world.desk().ended(end);
    world.desk().ended(end);

    assertThat(world.sessions.find(session).orElseThrow().end()).contains(end);
    assertThat(world.told("session.ended")).hasSize(1);
  }

  @Test
  void sessionsThatACrashLeftOpenAreClosedWithTheirRecordingsDigest() {
    SessionId session = session(knock(token(world.ana)));

    int closed = leftOpen().close(id -> Optional.of(new Written("cd".repeat(32), 20)));

    assertThat(closed).isEqualTo(1);
    var end = world.sessions.find(session).orElseThrow().end().orElseThrow();
    assertThat(end.recording()).isEqualTo("cd".repeat(32));
    assertThat(end.statements()).isEqualTo(20);
  }

  private LeftOpen leftOpen() {
    return new LeftOpen(world.sessions, World.NODE, world.audit, world.time());
  }

  @Test
  @DisplayName("S21 a session that began while the server started is not taken for left open")
  void sessionsOfTheLifeOfNowAreNotClosed() {
    LeftOpen left = leftOpen();
    SessionId session = session(knock(token(world.ana)));

    assertThat(left.close(id -> Optional.empty())).isZero();
    assertThat(world.sessions.find(session).orElseThrow().end()).isEmpty();
  }

  @Test
  @DisplayName("L02 a recording that was altered while the server was down does not keep it down")
  void anAlteredRecordingIsAnAlarmAndNotTheEnd() {
    session(knock(token(world.ana)));

    int closed =
        leftOpen()
            .close(
                id -> {
                  throw new IllegalStateException("chunk 2 is not what was written");
                });

    assertThat(closed).isEqualTo(1);
    assertThat(world.told("alarm")).hasSize(1);
  }

  @Test
  void aFloodOfBadTokensIsCountedNotListed() {
    for (int i = 0; i < 500; i++) {
      knock(Secret.of("guess-" + i));
    }
    world.pass(Duration.ofMinutes(2));
    knock(Secret.of("one more"));

    assertThat(world.told("session.refused")).hasSize(RefusalMeter.MOST + 2);
    assertThat(world.told("session.refused").toString()).contains("\"times\":470");
  }

  @Test
  void sessionsAreListedNewestFirst() {
    SessionId first = session(knock(token(world.ana)));
    SessionId second = session(knock(token(world.ana)));

    var page =
        world.sessions.list(Optional.of(world.ana.id()), Optional.empty(), Optional.empty(), 1);
    assertThat(page.items()).extracting(SessionEntry::id).containsExactly(second);
    assertThat(page.more()).isTrue();
    var rest =
        world.sessions.list(
            Optional.empty(), Optional.of(granted.id().grant()), Optional.of(second), 10);
    assertThat(rest.items()).extracting(SessionEntry::id).containsExactly(first);
  }
}
