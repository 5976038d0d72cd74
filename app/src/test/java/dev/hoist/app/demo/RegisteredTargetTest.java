package dev.hoist.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.elevation.Answer;
import dev.hoist.control.elevation.Ask;
import dev.hoist.control.elevation.Result;
import dev.hoist.control.elevation.State;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A target that policy only selects: a real PostgreSQL, the whole server, the real psql. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RegisteredTargetTest {
  private static final String SELECTING =
      """
      apiVersion: hoist/v1
      policy: dbs
      on_change: keep
      targets:
        dbs: {kind: postgres, select: {app: orders, env: prod}, owner: group:leads}
      roles:
        fix: {on: dbs, grants: ["SELECT, UPDATE ON ALL TABLES IN SCHEMA public"]}
      rules:
        - {name: fixes, who: group:sre, roles: [fix], grant: {max: 1h},
           approval: [{count: 1, from: owner, within: 1h}]}
      """;

  private Shop shop;

  @BeforeAll
  void open() throws Exception {
    shop = Shop.open();
    Path data = shop.data();
    Path accounts = data.resolve("connections.yaml");
    String account = Files.readString(accounts).replace("orders-demo:", "orders-eu:");
    Files.writeString(accounts, account, StandardOpenOption.APPEND);
    Files.writeString(data.resolve("policy").resolve("dbs.yaml"), SELECTING);
    Awaitility.await()
        .until(
            () -> shop.server().policies().current().orElseThrow().set().place("dbs").isPresent());
  }

  @AfterAll
  void close() throws Exception {
    shop.close();
  }

  @BeforeEach
  void registered() throws Exception {
    register("orders-eu: {kind: postgres, address: '%s', labels: {app: orders, env: prod}}");
  }

  /** Writes the inventory, and waits until it is in force. */
  private void register(String text) throws Exception {
    String inventory = text.formatted(shop.target().address()) + "\n";
    Files.writeString(shop.data().resolve("targets.yaml"), inventory);
    Awaitility.await()
        .until(
            () ->
                shop.server()
                    .policies()
                    .current()
                    .orElseThrow()
                    .inventory()
                    .file()
                    .text()
                    .equals(inventory));
  }

  private Answer ask() {
    return shop.server()
        .elevations()
        .ask(
            new Ask(
                shop.subject("ana"),
                "orders-eu",
                "fix",
                Duration.ofMinutes(5),
                Optional.of("test"),
                Optional.empty()));
  }

  private RequestId opened() {
    Answer answer = ask();
    assertThat(answer).isInstanceOf(Answer.Opened.class);
    return ((Answer.Opened) answer).stored().id();
  }

  private RequestId granted() {
    RequestId id = opened();
    assertThat(shop.approve("dana", id)).isInstanceOf(Result.Done.class);
    shop.await(id, State.ACTIVE);
    return id;
  }

  /** What psql prints, through the gateway. */
  private String psql(RequestId id, String sql) throws Exception {
    Secret token = shop.token("ana", id);
    String where =
        "host=localhost port=%d user=ana dbname=orders-eu sslmode=verify-full sslrootcert=%s"
            .formatted(shop.server().gatewayAddress().getPort(), shop.server().caFile());
    var psql =
        new ProcessBuilder(List.of("psql", where, "--no-psqlrc", "-At", "-c", sql))
            .redirectErrorStream(true);
    psql.environment().put("PGPASSWORD", token.reveal());
    Process running = psql.start();
    String out = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    running.waitFor();
    return out;
  }

  private String rolesOf(RequestId id) throws Exception {
    return shop.target()
        .one("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'hoist_g" + id.number() + "\\_%'");
  }

  @Test
  @DisplayName("S05 a registered target is asked for, approved by its owner, used and taken back")
  void theWholeWay() throws Exception {
    RequestId id = granted();
    assertThat(psql(id, "UPDATE orders SET status = 'new' WHERE id = 8001")).contains("UPDATE 1");
    assertThat(psql(id, "DROP TABLE orders")).contains("must be owner");

    shop.server().elevations().revoke(id, shop.subject("admin"), "over");
    var ended = (Elevation.Ended) shop.await(id, State.ENDED);
    assertThat(ended.end().cause()).isEqualTo(EndCause.REVOKED);
    assertThat(rolesOf(id)).isEqualTo("0");
  }

  @Test
  @DisplayName("S08 S12 labels that change while a request waits end it, also for its approvers")
  void relabelledWhilePending() throws Exception {
    RequestId id = opened();
    register("orders-eu: {kind: postgres, address: '%s', labels: {app: orders, env: dev}}");
    shop.await(id, State.DENIED);
    assertThat(shop.approve("dana", id)).isInstanceOf(Result.Refused.class);
    assertThat(ask()).isInstanceOf(Answer.Denied.class);
  }

  @Test
  @DisplayName("S03 S05 S09 what is granted on a target that is registered no more is taken back")
  void removedWhileLive() throws Exception {
    RequestId id = granted();
    register("{}");

    assertThat(State.of(shop.find(id).elevation())).isEqualTo(State.ACTIVE);
    assertThat(ask()).isInstanceOf(Answer.Unknown.class);
    assertThat(rolesOf(id)).isEqualTo("1");

    shop.server().elevations().revokeAllOn("orders-eu", shop.subject("admin"), "gone");
    shop.await(id, State.ENDED);
    assertThat(rolesOf(id)).isEqualTo("0");
  }

  @Test
  @DisplayName("S09 a restart beside a broken inventory keeps what waits and what is granted")
  void restartedBesideABrokenFile() throws Exception {
    RequestId waiting = opened();
    RequestId live = granted();
    Files.writeString(
        shop.data().resolve("targets.yaml"), "orders-eu: {kind: mysql, address: 'db:1'}\n");
    shop.stopServer();
    shop.startServer();

    assertThat(shop.server().policies().inventoryProblem().orElseThrow().problems())
        .extracting(problem -> problem.message())
        .contains("no kind of target mysql (kinds: postgres)");
    assertThat(psql(live, "SELECT 1")).contains("1");
    assertThat(shop.approve("dana", waiting)).isInstanceOf(Result.Done.class);
    shop.await(waiting, State.ACTIVE);
    shop.server().elevations().revokeAllOn("orders-eu", shop.subject("admin"), "over");
    shop.await(waiting, State.ENDED);
    shop.await(live, State.ENDED);
  }
}
