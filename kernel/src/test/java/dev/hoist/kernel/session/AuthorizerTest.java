package dev.hoist.kernel.session;

import static dev.hoist.kernel.elevation.Cast.ANA;
import static dev.hoist.kernel.elevation.Cast.ANAS_BOT;
import static dev.hoist.kernel.elevation.Cast.DANA;
import static dev.hoist.kernel.elevation.Cast.HOUR;
import static dev.hoist.kernel.elevation.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.kernel.elevation.Cast;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.identity.Subject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AuthorizerTest {
  private static final Secret TOKEN = Secret.of("t0ken");

  private final MemoryDesk desk = new MemoryDesk();
  private final Authorizer authorizer = new Authorizer(desk);

  @Test
  void theHolderOfALiveGrantComesIn() {
    desk.issue(TOKEN, Cast.active(), ANA);
    Authorized pass = granted(authorize(hello("ana", "orders"), NOON));
    assertThat(pass.session()).isEqualTo(new SessionId(1));
    assertThat(pass.subject()).isEqualTo(ANA);
    assertThat(pass.grant().id()).isEqualTo(new GrantId(7));
    assertThat(pass.target().name()).isEqualTo("orders");
    assertThat(pass.role().name()).isEqualTo("fix");
    assertThat(pass.login()).isEqualTo(MemoryDesk.LOGIN);
    assertThat(pass).hasToString("S-1 of ana under G-7");
    assertThat(desk.begun()).containsExactly(new SessionId(1));
    assertThat(desk.refusals()).isEmpty();
  }

  @Test
  @DisplayName("S02 a session's deadline is its grant's absolute expiry, each time anew")
  void deadline() {
    for (int i = 0; i < 3; i++) {
      Secret token = Secret.of("token " + i);
      desk.issue(token, Cast.active(), ANA);
      Hello hello = new Hello(token, "ana", "orders", "", from());
      Instant later = NOON.plusSeconds(i * 600L);
      assertThat(granted(authorizer.authorize(hello, later)).grant().until())
          .isEqualTo(NOON.plus(HOUR));
    }
  }

  @Test
  @DisplayName("S13 a token lets in once")
  void once() {
    desk.issue(TOKEN, Cast.active(), ANA);
    granted(authorize(hello("ana", "orders"), NOON));
    refused(authorize(hello("ana", "orders"), NOON), "unknown, used or too old");
  }

  @Test
  @DisplayName("S13 a token is used up by a refusal too")
  void usedUpByRefusal() {
    desk.issue(TOKEN, Cast.active(), ANA);
    refused(authorize(hello("dana", "orders"), NOON), "is for user ana");
    refused(authorize(hello("ana", "orders"), NOON), "unknown, used or too old");
  }

  @ParameterizedTest
  @CsvSource({"dana,orders", "ana,payments", "Ana,orders", "postgres,orders", "'',''", "ana,''"})
  @DisplayName("S18 names never let anyone in, and the wrong ones keep out")
  void names(String user, String target) {
    refused(authorize(hello(user, target), NOON), "unknown, used or too old");
    desk.issue(TOKEN, Cast.active(), ANA);
    refused(authorize(hello(user, target), NOON), "connect with: hoist psql orders");
    assertThat(desk.begun()).isEmpty();
  }

  @Test
  @DisplayName("S18 what a client calls things is repeated only when it is a plain name")
  void noEcho() {
    Authorization answer = authorize(hello("\u001b[2J\nana", "orders\r\nGET /"), NOON);
    assertThat(((Authorization.Refused) answer).message()).endsWith("hoist psql TARGET");
    refused(authorize(hello("ana", "orders"), NOON), "hoist psql orders");
    desk.issue(TOKEN, Cast.active(), ANA);
    answer = authorize(hello("\u001b[2J\nana", "orders\r\nGET /"), NOON);
    assertThat(((Authorization.Refused) answer).message()).matches("[ -~]+");
  }

  @Test
  @DisplayName("S18 a token for someone else's grant lets nobody in, not even a bot of theirs")
  void someoneElses() {
    for (Subject other : List.of(DANA, ANAS_BOT)) {
      desk.issue(TOKEN, Cast.active(), other);
      refused(authorize(hello(other.name(), "orders"), NOON), "someone else's grant");
    }
  }

  @Test
  @DisplayName("S16 a disabled subject gets no new session")
  void disabled() {
    desk.issue(TOKEN, Cast.active(), ANA);
    desk.disable(ANA);
    refused(authorize(hello("ana", "orders"), NOON), "ana is disabled");
  }

  @Test
  @DisplayName("S09 a target or role that was made again under its name is another")
  void redefined() {
    desk.issue(TOKEN, Cast.active(), ANA);
    desk.redefine();
    refused(authorize(hello("ana", "orders"), NOON), "was redefined since it was granted");
  }

  @Test
  @DisplayName("S02 a grant lets in until just before its expiry")
  void expired() {
    Instant until = NOON.plus(HOUR);
    desk.issue(TOKEN, Cast.active(), ANA);
    granted(authorize(hello("ana", "orders"), until.minusNanos(1)));
    desk.issue(TOKEN, Cast.active(), ANA);
    refused(
        authorize(hello("ana", "orders"), until),
        "grant G-7 on orders ended; ask again with: hoist request new orders --role fix");
  }

  @ParameterizedTest
  @MethodSource
  void onlyActiveGrantsLetIn(Elevation state) {
    desk.issue(TOKEN, state, ANA);
    String said = state instanceof Elevation.Revoking ? "G-7 on orders ended" : "R-7 is not active";
    refused(authorize(hello("ana", "orders"), NOON), said);
  }

  static Stream<Elevation> onlyActiveGrantsLetIn() {
    return Stream.of(Cast.waiting(), Cast.approved(), Cast.revoking());
  }

  @Test
  void aTargetThatIsNotPreparedLetsNobodyIn() {
    desk.issue(TOKEN, Cast.active(), ANA);
    desk.unprepared();
    refused(authorize(hello("ana", "orders"), NOON), "cannot be prepared now");
    assertThat(desk.begun()).isEmpty();
  }

  @Test
  @DisplayName("S20 a session that cannot be written down is none")
  void notWritten() {
    desk.issue(TOKEN, Cast.active(), ANA);
    desk.full();
    assertThatThrownBy(() -> authorize(hello("ana", "orders"), NOON))
        .isInstanceOf(IllegalStateException.class);
    assertThat(desk.begun()).isEmpty();
  }

  private Authorization authorize(Hello hello, Instant now) {
    return authorizer.authorize(hello, now);
  }

  private static Authorized granted(Authorization answer) {
    assertThat(answer).isInstanceOf(Authorization.Granted.class);
    return ((Authorization.Granted) answer).pass();
  }

  private void refused(Authorization answer, String why) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Authorization.Refused.class, no -> assertThat(no.message()).contains(why));
    assertThat(desk.refusals().getLast()).contains(why);
  }

  private static Hello hello(String user, String target) {
    return new Hello(TOKEN, user, target, "psql", from());
  }

  private static InetSocketAddress from() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000);
  }
}
