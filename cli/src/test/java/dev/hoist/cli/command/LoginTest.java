package dev.hoist.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.cli.support.FakeApi;
import dev.hoist.cli.support.TestLine;
import dev.hoist.cli.support.Views;
import dev.hoist.wire.LoginView;
import dev.hoist.wire.ProblemCode;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoginTest {
  private static final LoginView LOGIN =
      new LoginView("t0ken", TestLine.NOW.plusSeconds(3600), "ana", false);

  @TempDir Path home;
  private final FakeApi api = new FakeApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private TestLine.Ran login(String typed, String... more) {
    List<String> args = new ArrayList<>(List.of("login", api.url(), "--password-stdin"));
    args.addAll(List.of(more));
    return new TestLine(home).typing(typed).run(args.toArray(String[]::new));
  }

  @Test
  void keepsTheLoginAsAContext() {
    api.on("POST /api/v1/login", LOGIN).on("GET /api/v1/offers", Views.page(List.of()));
    TestLine.Ran ran = login("pass word\n", "--user", "ana", "--ca", FakeApi.ca().toString());

    assertThat(ran.exit()).isZero();
    assertThat(ran.err())
        .contains("as ana until 2001-03-01 13:00:00")
        .contains("context ana@localhost");
    assertThat(api.bodyOf("POST /api/v1/login"))
        .isEqualTo("{\"name\":\"ana\",\"password\":\"pass word\"}");
    assertThat(new TestLine(home).run("ls").exit()).isZero();
    assertThat(api.asked().getLast().headers().get("Authorization"))
        .containsExactly("Bearer t0ken");
    assertThat(new TestLine(home).run("context", "ls").out())
        .isEqualTo(
            """
               CONTEXT        USER  SERVER
            *  ana@localhost  ana   %s
            """
                .formatted(api.url()));
  }

  @Test
  void trustsTheCertificateWithTheFingerprintThatWasTold() throws Exception {
    api.on("POST /api/v1/login", LOGIN);
    TestLine.Ran ran = login("x\n", "--user", "ana", "--ca-fingerprint", fingerprint());

    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  @Test
  void sendsNothingToAServerWithAnotherFingerprint() {
    TestLine.Ran ran =
        login("x\n", "--user", "ana", "--ca-fingerprint", "sha256:" + "00".repeat(32));

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("shows no certificate with the fingerprint");
    assertThat(api.asked()).isEmpty();
  }

  @Test
  void makesTheFirstAdministrator() {
    api.on("POST /api/v1/bootstrap", LOGIN);
    TestLine.Ran ran =
        login("c0de\npass\n", "--bootstrap", "-u", "ana", "--ca", FakeApi.ca().toString());

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(api.bodyOf("POST /api/v1/bootstrap"))
        .isEqualTo("{\"code\":\"c0de\",\"name\":\"ana\",\"password\":\"pass\"}");
  }

  @Test
  void whoseFirstPasswordSomebodyElseGaveIsAskedForTheirOwn() {
    var held = new LoginView("t0ken", TestLine.NOW.plusSeconds(3600), "ana", true);
    api.on("POST /api/v1/login", held).put("POST /api/v1/me/password", 204, "text/plain", "");
    TestLine.Ran ran =
        new TestLine(home)
            .answering("first", "my own words", "my own words")
            .run("login", api.url(), "-u", "ana", "--ca", FakeApi.ca().toString());

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("could act under your name", "Your password is changed");
    assertThat(api.bodyOf("POST /api/v1/me/password"))
        .isEqualTo("{\"current\":\"first\",\"password\":\"my own words\"}");
  }

  @Test
  void passwordsComeFromStandardInputToo() {
    api.put("POST /api/v1/me/password", 204, "text/plain", "");
    TestLine.Ran ran =
        new TestLine(home).at(api).typing("old\nnew\n").run("user", "passwd", "--password-stdin");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(api.bodyOf("POST /api/v1/me/password"))
        .isEqualTo("{\"current\":\"old\",\"password\":\"new\"}");
  }

  @Test
  void aWrongPasswordLeavesNothingBehind() {
    api.refuse("POST /api/v1/login", ProblemCode.LOGIN_FAILED, "wrong name or password");
    TestLine.Ran ran = login("x\n", "--user", "ana", "--ca", FakeApi.ca().toString());

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(new TestLine(home).run("context", "ls").out()).isEmpty();
  }

  @Test
  void asksNothingWhereNobodyIs() {
    TestLine.Ran ran =
        new TestLine(home).run("login", api.url(), "-u", "ana", "--ca", FakeApi.ca().toString());

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("--password-stdin");
  }

  @Test
  void loggingOutForgetsTheToken() {
    api.on("POST /api/v1/login", LOGIN).put("DELETE /api/v1/login", 204, "text/plain", "");
    login("x\n", "--user", "ana", "--ca", FakeApi.ca().toString());

    assertThat(new TestLine(home).run("logout").exit()).isZero();
    assertThat(new TestLine(home).run("whoami").exit()).isEqualTo(4);
  }

  @Test
  void anAuthorityThatCannotBeUsedIsToldBeforeTheTokenIsForgotten() {
    api.on("POST /api/v1/login", LOGIN).put("DELETE /api/v1/login", 204, "text/plain", "");
    login("x\n", "--user", "ana", "--ca", FakeApi.ca().toString());

    TestLine.Ran ran = new TestLine(home).with("HOIST_CA", "/nonexistent").run("logout");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("certificate authority /nonexistent cannot be used");
    assertThat(new TestLine(home).run("logout").err()).doesNotContain("nobody is logged in");
    assertThat(api.asked().getLast().line()).isEqualTo("DELETE /api/v1/login");
  }

  @Test
  void aTokenWithALineBreakIsNotSent() {
    TestLine.Ran ran = new TestLine(home).at(api).with("HOIST_TOKEN", "a\r\nb").run("ls");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("HOIST_TOKEN");
    assertThat(api.asked()).isEmpty();
  }

  private static String fingerprint() throws Exception {
    try (InputStream in = Files.newInputStream(FakeApi.ca())) {
      var certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return "SHA256:" + HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    }
  }
}
