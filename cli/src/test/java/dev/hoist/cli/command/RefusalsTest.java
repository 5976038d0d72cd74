package dev.hoist.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.cli.config.Context;
import dev.hoist.cli.config.Contexts;
import dev.hoist.cli.support.FakeApi;
import dev.hoist.cli.support.TestLine;
import dev.hoist.cli.support.Views;
import dev.hoist.cli.warmup.LocalIdentity;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.wire.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every failure has its exit code and says what to do next. */
final class RefusalsTest {
  @TempDir Path home;
  private final FakeApi api = new FakeApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private TestLine line() {
    return new TestLine(home).at(api);
  }

  @Test
  void nobodyIsLoggedIn() {
    TestLine.Ran ran = new TestLine(home).run("ls");

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err())
        .isEqualTo("hoist: nobody is logged in to localhost:7443\n  log in: hoist login\n");
  }

  @Test
  void theLoginIsOver() {
    api.refuse("GET /api/v1/me", ProblemCode.LOGIN_NEEDED, "this login is over");
    TestLine.Ran ran = line().run("whoami");

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err()).isEqualTo("hoist: this login is over\n  log in: hoist login\n");
  }

  @Test
  void policyDenies() {
    api.refuse("POST /api/v1/requests", ProblemCode.DENIED_BY_POLICY, "agents may only read");
    TestLine.Ran ran = line().run("request", "new", "orders", "--role", "fix", "--for", "5m");

    assertThat(ran.exit()).isEqualTo(80);
    assertThat(ran.err()).startsWith("hoist: agents may only read\n");
  }

  @Test
  void whatIsMissingIsSaidOnce() {
    api.put(
        "POST /api/v1/requests",
        422,
        "application/problem+json",
        """
        {"type":"about:blank","title":"x","status":422,"code":"invalid","detail":"a reason is required",
        "problems":["a reason is required","a ticket is required"]}""");
    TestLine.Ran ran = line().run("request", "new", "orders", "--role", "fix", "--for", "5m");

    assertThat(ran.err()).isEqualTo("hoist: a reason is required\n  a ticket is required\n");
  }

  @Test
  void nobodyApprovesTheirOwn() {
    api.on("GET /api/v1/requests/R-7", Views.pending())
        .refuse("POST /api/v1/requests/R-7/approve", ProblemCode.SELF_APPROVAL, "R-7 is your own");
    TestLine.Ran ran = line().run("approve", "R-7");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("R-7 is your own");
  }

  @Test
  void theServerIsNotThere() {
    String gone = api.url();
    api.close();
    TestLine.Ran ran = line().with("HOIST_SERVER", gone).run("ls");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .contains("server localhost:" + api.port() + " does not answer")
        .contains("./hoist up");
  }

  @Test
  void theServerIsAnother() throws IOException, InterruptedException {
    Path other = LocalIdentity.make(home).pem();
    TestLine.Ran ran = line().with("HOIST_CA", other.toString()).run("ls");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("could not prove who it is").contains("--ca FILE");
    assertThat(api.asked()).isEmpty();
  }

  @Test
  void theServerIsNoHoist() {
    api.put("GET /api/v1/me", 502, "text/html", "<html>bad gateway</html>");
    TestLine.Ran ran = line().run("whoami");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("answered with status 502").contains("hoist doctor");
  }

  @Test
  void anIdIsOfAnotherKind() {
    TestLine.Ran ran = line().run("request", "show", "G-1");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).isEqualTo("hoist: 'G-1' is not an id\n  it looks like R-7\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"R-", "R-0", "../me", "R-1/../../me", "R-99999999999999999999"})
  void anIdIsNone(String id) {
    assertThat(line().run("request", "show", id).exit()).isEqualTo(2);
    assertThat(api.asked()).isEmpty();
  }

  @Test
  @DisplayName("S23 a context's token is not sent to another server")
  void tokensStayWithTheirServer() {
    var contexts = new Contexts(home.resolve(".config/hoist/config.yaml"));
    contexts.save(
        new Context("a", Context.server("other.example"), Optional.empty(), Optional.empty()));
    contexts.saveToken("a", Secret.of("s3cret"));
    TestLine.Ran ran =
        new TestLine(home)
            .with("HOIST_SERVER", api.url())
            .with("HOIST_CA", FakeApi.ca().toString())
            .run("ls");

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(api.asked()).isEmpty();
  }

  @Test
  void textFromTheServerCannotMoveTheCursor() {
    api.refuse("GET /api/v1/me", ProblemCode.FORBIDDEN, "no\u001b[2J\u202eno");

    assertThat(line().run("whoami").err()).contains("no\\u001b[2J\\u202eno");
  }
}
