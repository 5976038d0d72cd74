package dev.hoist.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.control.elevation.Result;
import dev.hoist.control.elevation.State;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.RequestId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.PGConnection;

/** What bounds a grant besides its first deadline, on real databases with a real client. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GrantLimitsTest {
  private Shop shop;

  @BeforeAll
  void open() throws Exception {
    shop = Shop.open();
    Path file = shop.data().resolve("policy").resolve("orders.yaml");
    String limited =
        Files.readString(file)
            .replace("grant: {max: 1h}", "grant: {max: 1h, idle: 8s}")
            .replace("grant: {max: 30m}", "grant: {max: 30m, extend: {by: 10m, times: 1}}");
    var before = shop.server().policies().current().orElseThrow().set().hash();
    Files.writeString(file, limited);
    Awaitility.await()
        .until(() -> !shop.server().policies().current().orElseThrow().set().hash().equals(before));
  }

  @AfterAll
  void close() throws Exception {
    shop.close();
  }

  private RequestId reading(Duration length) {
    RequestId id = shop.ask("ana", "read", length);
    shop.await(id, State.ACTIVE);
    return id;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Listens without saying anything, until the session ends. */
  private static void listen(Connection connection) throws SQLException {
    var session = connection.unwrap(PGConnection.class);
    while (true) {
      session.getNotifications(1_000);
    }
  }

  @Test
  @DisplayName("S02 S06 a session goes on past its first end when its grant is extended, once")
  void extended() throws Exception {
    RequestId id = shop.ask("ana", "fix", Duration.ofSeconds(20));
    assertThat(shop.approve("dana", id)).isInstanceOf(Result.Done.class);
    var active = (Elevation.Active) shop.await(id, State.ACTIVE);
    try (Connection connection = shop.connect("ana", id)) {
      assertThat(extend(id, 1, Duration.ofMinutes(11))).isInstanceOf(Result.Refused.class);
      assertThat(extend(id, 1, Duration.ofMinutes(10))).isInstanceOf(Result.Done.class);
      assertThat(extend(id, 1, Duration.ofMinutes(10))).isInstanceOf(Result.Done.class);
      assertThat(extend(id, 2, Duration.ofMinutes(1))).isInstanceOf(Result.Refused.class);
      Instant until = active.grant().until().plus(Duration.ofMinutes(10));
      assertThat(((Elevation.Active) shop.find(id).elevation()).grant().until()).isEqualTo(until);
      Awaitility.await().until(() -> "t".equals(validUntilIs(id, until)));
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> Instant.now().isAfter(active.grant().until().plusSeconds(1)));
      run(connection, "UPDATE orders SET status = 'new' WHERE id = 8001");
    }
    shop.server().elevations().done(id, shop.subject("ana"));
    var ended = (Elevation.Ended) shop.await(id, State.ENDED);
    assertThat(ended.end().cause()).isEqualTo(EndCause.DONE);
    assertThat(rolesOf(id)).isEqualTo("0");
  }

  private Result extend(RequestId id, int number, Duration by) {
    return shop.server().elevations().extend(id, shop.subject("ana"), number, Optional.of(by));
  }

  /** The server keeps microseconds. */
  private String validUntilIs(RequestId id, Instant until) throws SQLException {
    return shop.target()
        .one(
            "SELECT rolvaliduntil = '%s'::timestamptz FROM pg_roles WHERE rolname LIKE 'hoist_g%d\\_%%'"
                .formatted(until.truncatedTo(ChronoUnit.MICROS), id.number()));
  }

  private String rolesOf(RequestId id) throws SQLException {
    return shop.target()
        .one("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'hoist_g" + id.number() + "\\_%'");
  }

  @Test
  @DisplayName("S05 a session that does nothing is cut, told why, and the role proved absent")
  void unusedSession() throws Exception {
    RequestId id = reading(Duration.ofMinutes(5));
    try (Connection connection = shop.connect("ana", id)) {
      run(connection, "SELECT pg_sleep(10)"); // longer than the grant may lie unused
      assertThat(State.of(shop.find(id).elevation())).isEqualTo(State.ACTIVE);
      assertThatThrownBy(() -> listen(connection))
          .hasMessageContaining("grant " + id.grant() + " on orders-demo ended: it lay unused")
          .hasMessageContaining("hoist request new orders-demo --role read");
    }
    var ended = (Elevation.Ended) shop.await(id, State.ENDED);
    assertThat(ended.end().cause()).isEqualTo(EndCause.IDLE);
    assertThat(rolesOf(id)).isEqualTo("0");
  }

  @Test
  @DisplayName("S15 a grant that nobody ever used ends, and the one that is used goes on")
  void unusedGrant() throws Exception {
    RequestId used = reading(Duration.ofMinutes(5));
    try (Connection connection = shop.connect("ana", used)) {
      RequestId unused = reading(Duration.ofMinutes(5));
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                run(connection, "SELECT 1");
                return State.of(shop.find(unused).elevation()) == State.ENDED;
              });
      assertThat(rolesOf(unused)).isEqualTo("0");
      run(connection, "SELECT 1");
      assertThat(State.of(shop.find(used).elevation())).isEqualTo(State.ACTIVE);
    }
    shop.server().elevations().done(used, shop.subject("ana"));
    shop.await(used, State.ENDED);
  }
}
