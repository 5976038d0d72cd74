package dev.hoist.postgres.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.session.Hello;
import dev.hoist.postgres.protocol.testing.Msg;
import dev.hoist.postgres.protocol.testing.Passes;
import dev.hoist.postgres.protocol.testing.Rig;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorTest {
  private static final byte[] NONE = {};
  private static final byte[] SSL_REQUEST = Msg.untyped(Rig.SSL, NONE);
  private static final byte[] GSS_REQUEST = Msg.untyped(Rig.GSS, NONE);
  private static final byte[] ANA =
      Msg.startup(Rig.V3, "user", Passes.USER, "database", Passes.TARGET);

  @Test
  void tlsIsOfferedAndTakenUpAfterTheAnswer() {
    Rig rig = new Rig(false).client(SSL_REQUEST);
    assertThat(rig.told()).isEqualTo("S");
    assertThat(rig.io.wishes()).containsExactly("secureClient");
    rig.session.clientSecured();
    rig.client(ANA);
    assertThat(Msg.types(rig.io.takeClient())).isEqualTo("R");
  }

  @Test
  @DisplayName("S17 clear bytes behind SSLRequest never get into the protected stream")
  void stuffedBytesEndIt() {
    Rig rig = new Rig(false).client(SSL_REQUEST, ANA);
    assertThat(rig.ended()).isTrue();
    assertThat(rig.io.wishes()).doesNotContain("secureClient");
    assertThat(rig.told()).contains("08P01", "SSL request");
  }

  @Test
  void gssEncryptionIsDeclinedOnceThenTlsMayFollow() {
    Rig rig = new Rig(false).client(GSS_REQUEST).client(SSL_REQUEST);
    assertThat(rig.told()).isEqualTo("NS");
    assertThat(Rig.greeting().client(GSS_REQUEST).client(GSS_REQUEST).ended()).isTrue();
  }

  @Test
  void tlsInsideTlsIsRefused() {
    Rig rig = new Rig(false).client(SSL_REQUEST);
    rig.session.clientSecured();
    assertThat(rig.client(SSL_REQUEST).ended()).isTrue();
  }

  @Test
  void withoutTlsOneIsToldHowToConnect() {
    Rig rig = new Rig(false).client(ANA);
    assertThat(rig.ended()).isTrue();
    assertThat(rig.told()).contains("FATAL", "28000", "sslmode=verify-full");
  }

  @Test
  void anotherMinorVersionIsNegotiatedDown() {
    Rig rig =
        Rig.greeting()
            .client(Msg.startup(Rig.V3 + 2, "user", "ana", "_pq_.new", "1", "database", "orders"));
    assertThat(rig.told()).startsWith("v").contains("_pq_.new").contains("R");
    assertThat(rig.ended()).isFalse();
  }

  @Test
  void anotherMajorVersionIsRefused() {
    assertThat(Rig.greeting().client(Msg.startup(2 << 16, "user", "ana")).told())
        .contains("0A000", "3.0");
  }

  @Test
  void cancelRequestIsPassedOnWithoutAnAnswer() {
    byte[] key = ByteBuffer.allocate(8).putInt(0x11).putInt(0xfeed0001).array();
    Rig rig = new Rig(false).client(Msg.untyped(Rig.CANCEL, key));
    assertThat(rig.io.wishes()).containsExactly("cancel 00000011feed0001", "close");
    assertThat(rig.io.takeClient()).isEmpty();
  }

  @Test
  void theHelloSaysWhatTheClientSaid() {
    Rig rig =
        Rig.greeting()
            .client(Msg.startup(Rig.V3, "user", "ana", "application_name", "psql\u0007"))
            .client(Msg.text('p', "the-token"));
    Hello hello = rig.io.hello().orElseThrow();
    assertThat(hello.token().reveal()).isEqualTo("the-token");
    assertThat(hello.user()).isEqualTo("ana");
    assertThat(hello.target()).isEqualTo("ana");
    assertThat(hello.client()).isEqualTo("psql?");
  }

  @Test
  void aRefusalIsToldInItsOwnWords() {
    Rig rig = Rig.asked().refuse("grant G-7 ended; ask again");
    assertThat(rig.told()).contains("FATAL", "28000", "grant G-7 ended; ask again");
    assertThat(rig.ended()).isTrue();
  }

  @Test
  void anEmptyTokenNeverReachesTheAuthorizer() {
    Rig rig = Rig.password().client(Msg.text('p', ""));
    assertThat(rig.io.hello()).isEmpty();
    assertThat(rig.told()).contains("28P01", "hoist psql orders");
  }

  @Test
  @DisplayName("S17 bytes before the answer are refused")
  void impatientClientsAreRefused() {
    assertThat(Rig.asked().client(Msg.query("SELECT 1")).told()).contains("08P01");
    assertThat(Rig.dialling().client(Msg.query("SELECT 1")).told()).contains("08P01");
    assertThat(Rig.login().client(new byte[] {'Q'}).told()).contains("08P01");
    assertThat(Rig.password().client(Msg.text('p', "t"), Msg.query("SELECT 1")).ended()).isTrue();
    assertThat(Rig.greeting().client(ANA, Msg.text('p', "t")).ended()).isTrue();
  }

  @Test
  @DisplayName("S17 there is one startup only")
  void aSecondStartupIsAViolation() {
    assertThat(Rig.password().client(ANA).told()).contains("08P01");
    assertThat(Rig.relay().client(ANA).told()).contains("08P01");
  }

  @Test
  @DisplayName("S17 bytes before authorization are capped")
  void tooManyBytesEndIt() {
    Rig rig = Rig.greeting();
    byte[] start = ByteBuffer.allocate(8).putInt(Rig.PRE_AUTH).putInt(Rig.V3).array();
    rig.client(start).client(new byte[Rig.PRE_AUTH - 9]);
    assertThat(rig.ended()).isFalse();
    assertThat(Rig.greeting().client(start).client(new byte[Rig.PRE_AUTH]).told())
        .contains("54000");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 7, Rig.PRE_AUTH + 1, Integer.MAX_VALUE})
  void lengthsAreStrict(int length) {
    byte[] start = ByteBuffer.allocate(8).putInt(length).putInt(Rig.V3).array();
    assertThat(Rig.greeting().client(start).told()).contains("invalid length");
    byte[] password = ByteBuffer.allocate(5).put((byte) 'p').putInt(Math.min(length, 4)).array();
    assertThat(Rig.password().client(password).ended()).isTrue();
  }

  @Test
  void theStartupPacketIsReadStrictly() {
    byte[] noTerminator = Arrays.copyOf(ANA, ANA.length - 1);
    noTerminator[3]--;
    assertThat(Rig.greeting().client(noTerminator).ended()).isTrue();
    assertThat(Rig.greeting().client(Msg.startup(Rig.V3)).told()).contains("28000");
    assertThat(Rig.greeting().client(Msg.startup(Rig.V3, "user", "a", "user", "b")).told())
        .contains("08P01");
    assertThat(Rig.greeting().client(Msg.startup(Rig.V3, "user", "a", "", "b")).ended()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "role",
        "session_authorization",
        "options",
        "is_superuser",
        "session_preload_libraries"
      })
  @DisplayName("S18 a start-up parameter that might decide who one is does not pass")
  void unlistedParametersAreRefused(String name) {
    Rig rig = Rig.greeting().client(Msg.startup(Rig.V3, "user", "ana", name, "-c role=postgres"));
    assertThat(rig.told()).contains("0A000", "does not pass hoist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-d5", "-c", "-c novalue", "--", "-cx", "plain", "-c a=b -B 5"})
  void unreadableOptionsAreRefused(String options) {
    Rig rig = Rig.greeting().client(Msg.startup(Rig.V3, "user", "ana", "options", options));
    assertThat(rig.told()).contains("0A000");
  }

  @Test
  void optionsAreReadAsPostgresReadsThem() {
    Rig rig =
        Rig.greeting()
            .client(
                Msg.startup(
                    Rig.V3,
                    "user",
                    "ana",
                    "database",
                    "orders",
                    "options",
                    " -c statement_timeout=5s  --lock-timeout=1s -csearch_path=a\\ b "));
    rig.client(Msg.text('p', Passes.TOKEN));
    rig.session.authorized(Passes.granted());
    rig.session.targetConnected();
    assertThat(new String(rig.io.takeTarget(), java.nio.charset.StandardCharsets.UTF_8))
        .contains(
            "user\0hoist_g7\0database\0the-database\0",
            "statement_timeout\0005s\0",
            "lock_timeout\0001s\0",
            "search_path\0a b\0")
        .doesNotContain("ana", "orders", "options");
  }
}
