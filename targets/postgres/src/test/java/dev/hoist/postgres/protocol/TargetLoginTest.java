package dev.hoist.postgres.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.postgres.protocol.testing.Msg;
import dev.hoist.postgres.protocol.testing.Passes;
import dev.hoist.postgres.protocol.testing.Rig;
import dev.hoist.postgres.protocol.testing.ScramServer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetLoginTest {
  private static Rig overTls() {
    Rig rig = Rig.asked();
    rig.io.useTargetTls();
    rig.session.authorized(Passes.granted());
    rig.session.targetConnected();
    return rig;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void tlsComesBeforeAnythingElse() {
    Rig rig = overTls();
    assertThat(rig.io.takeTarget()).isEqualTo(Msg.untyped(Rig.SSL, new byte[0]));
    rig.target(bytes("S"));
    assertThat(rig.io.wishes()).contains("secureTarget");
    assertThat(rig.io.takeTarget()).isEmpty();
    rig.session.targetSecured();
    assertThat(new String(rig.io.takeTarget(), StandardCharsets.US_ASCII)).contains("hoist_g7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"N", "E", "SS", "Sx", "?"})
  void aTargetThatDoesNotTakeUpTlsIsNotUsed(String answer) {
    Rig rig = overTls();
    rig.io.takeTarget();
    rig.target(bytes(answer));
    assertThat(rig.ended()).isTrue();
    assertThat(rig.io.takeTarget()).isEmpty();
    assertThat(rig.told()).contains("FATAL", "target orders");
  }

  @Test
  void theTargetIsProvedBeforeTheClientHearsOfIt() {
    Rig rig = Rig.login();
    rig.target(Msg.text('S', "server_version", "18", ""));
    rig.scram(new ScramServer("secret-of-the-role", 4096));
    assertThat(rig.io.takeClient()).isEmpty();
    rig.target(Rig.authentication(0, ""), Msg.text('S', "a", "b"), Msg.of('K', Rig.targetKey()));
    rig.target(Msg.ready('I'));
    byte[] told = rig.io.takeClient();
    assertThat(Msg.types(told)).isEqualTo("RSKZ");
    assertThat(Msg.split(told).get(2)).isNotEqualTo(Msg.of('K', Rig.targetKey()));
    assertThat(rig.io.wishes()).contains("register");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3, 5, 6, 7, 9, 11, 12, 99})
  @DisplayName("S18 a target that asks for anything but SCRAM gets no password")
  void otherLoginsAreRefused(int code) {
    Rig rig = Rig.login().target(Rig.authentication(code, "salt"));
    assertThat(rig.ended()).isTrue();
    assertThat(rig.io.takeTarget()).isEmpty();
    assertThat(rig.told()).contains("08004", "scram-sha-256");
  }

  @Test
  void otherMechanismsAreRefused() {
    Rig rig = Rig.login().target(Rig.authentication(10, "OAUTHBEARER\0SCRAM-SHA-256-PLUS\0\0"));
    assertThat(rig.told()).contains("other mechanisms");
  }

  @Test
  void aServerThatDoesNotKnowThePasswordIsNotTrusted() {
    Rig rig = Rig.login();
    rig.scram(new ScramServer("another", 4096));
    assertThat(rig.ended()).isTrue();
    assertThat(rig.told()).contains("does not know the password");
  }

  @Test
  void successWithoutProofIsRefused() {
    Rig rig = Rig.login().target(Rig.authentication(10, "SCRAM-SHA-256\0\0"));
    ScramServer server = new ScramServer("secret-of-the-role", 4096);
    rig.target(Rig.authentication(11, server.first(Rig.scramText(rig.io.takeTarget(), true))));
    rig.target(Rig.authentication(0, ""));
    assertThat(rig.told()).contains("lets us in without");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "r=short,s=AAAA,i=4096",
        "r=%s,s=AAAA,i=4096",
        "r=%sx,s=AAAA,i=4095",
        "r=%sx,s=AAAA,i=16385",
        "r=%sx,s=AAAA,i=99999999999",
        "r=%sx,s=AAAA,i=-1",
        "r=%sx,s=!,i=4096",
        "r=%sx,s=,i=4096",
        "r=%sx,s=AAAA,i=4096,m=ext",
        "s=AAAA,r=%sx,i=4096"
      })
  void theServersFirstMessageIsReadStrictly(String first) {
    Rig rig = Rig.login().target(Rig.authentication(10, "SCRAM-SHA-256\0\0"));
    String clientFirst = Rig.scramText(rig.io.takeTarget(), true);
    String nonce = clientFirst.substring(clientFirst.indexOf("r=") + 2);
    rig.target(Rig.authentication(11, first.replace("%s", nonce)));
    assertThat(rig.ended()).isTrue();
    assertThat(rig.io.takeTarget()).isEmpty();
    assertThat(rig.told()).contains("08004", "login at target orders failed");
  }

  @Test
  void theTargetsRefusalIsPassedOnWithoutBlamingTheClientsPassword() {
    Rig rig = Rig.login().target(Msg.error("FATAL", "28P01", "password authentication failed"));
    assertThat(rig.told())
        .contains("C08004", "target orders refused the login: password")
        .contains("no longer the one that hoist set", "hoist done G-");
    Rig full = Rig.login().target(Msg.error("FATAL", "53300", "too many connections"));
    assertThat(full.told()).contains("C53300");
  }

  @Test
  void anUnreachableTargetIsNamed() {
    Rig rig = Rig.dialling();
    rig.session.targetFailed("connection refused");
    assertThat(rig.told()).contains("08001", "target orders cannot be reached");
    Rig closed = Rig.login();
    closed.session.targetClosed();
    assertThat(closed.told()).contains("08006");
  }

  @ParameterizedTest
  @ValueSource(chars = {'v', 'T', 'D', 'C', 'G', '1', 'X', 0})
  @DisplayName("S17 at login a target says nothing but what belongs there")
  void otherMessagesEndIt(char type) {
    assertThat(Rig.login().target(Msg.of(type)).ended()).isTrue();
    assertThat(Rig.opening().target(Msg.of(type)).ended()).isTrue();
  }

  @Test
  @DisplayName("S17 a target's login messages come in their order and bounds")
  void orderAndLengthsAreStrict() {
    assertThat(Rig.login().target(Msg.ready('I')).ended()).isTrue();
    assertThat(Rig.login().target(Msg.of('K', Rig.targetKey())).ended()).isTrue();
    assertThat(Rig.opening().target(Msg.of('K', new byte[4])).ended()).isTrue();
    assertThat(Rig.opening().target(Msg.of('K', new byte[300])).ended()).isTrue();
    assertThat(Rig.opening().target(Msg.ready('T')).ended()).isTrue();
    assertThat(Rig.opening().target(Rig.authentication(0, "")).ended()).isTrue();
    assertThat(Rig.login().target(new byte[] {'N', 0x7f, 0, 0, 0}).ended()).isTrue();
    assertThat(Rig.dialling().target(Msg.ready('I')).ended()).isTrue();
  }

  @Test
  void warningsWaitUntilTheyCanBeSaid() {
    Rig rig = Rig.opening();
    rig.session.warn("soon over", "hurry");
    rig.target(Msg.ready('I'));
    assertThat(Msg.types(rig.io.takeClient())).isEqualTo("RNZ");
  }
}
