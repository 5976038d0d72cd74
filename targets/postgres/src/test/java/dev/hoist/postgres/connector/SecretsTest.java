package dev.hoist.postgres.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hoist.embedded.EmbeddedPostgres;
import dev.hoist.embedded.testing.TestFolders;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.session.Login;
import dev.hoist.spi.Lease;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
@DisplayName("S23 passwords are in no log of the target and in no error")
class SecretsTest {
  private final Path folder = TestFolders.create();

  @AfterEach
  void clean() {
    TestFolders.delete(folder);
  }

  @Test
  void aServerThatLogsEverythingSeesNoPassword() throws Exception {
    Login first;
    Login second;
    try (var server = chatty()) {
      server.createDatabase("orders");
      Orders orders = new Orders(server, "orders");
      Lease lease = Leases.of("SELECT ON orders");
      first = orders.connector().provision(lease);
      second = orders.connector().provision(lease);
      orders.as(second).close();
      orders.connector().revoke(lease);
      assertThat(catchThrowable(() -> orders.as(second))).isNotNull();
    }
    String log =
        Files.readString(
            folder.resolve("store/cluster/postgresql.log"), StandardCharsets.ISO_8859_1);
    assertThat(log).contains("CREATE ROLE", "SCRAM-SHA-256$", "DROP ROLE");
    assertThat(log)
        .doesNotContain(first.password().reveal(), second.password().reveal())
        .doesNotContain("connector's own p");
  }

  private EmbeddedPostgres chatty() {
    return EmbeddedPostgres.start(
        new EmbeddedPostgres.Settings(
            folder.resolve("store"),
            folder.resolve("store.password"),
            OptionalInt.empty(),
            Map.of(
                "log_statement", "all",
                "log_min_duration_statement", "0",
                "log_min_messages", "debug1",
                "log_min_error_statement", "debug1",
                "log_parameter_max_length_on_error", "-1",
                "log_error_verbosity", "verbose",
                "log_connections", "all")));
  }

  @Test
  void errorsHoldNoPassword() throws Exception {
    Orders orders = new Orders();
    var canary = Secret.of("canary-5c2f");
    var connector = new PostgresConnector(orders.account("ab12", canary, Map.of()));
    Throwable refused = catchThrowable(() -> connector.provision(Leases.of("SELECT ON orders")));
    var trace = new StringWriter();
    refused.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).contains("authentication failed").doesNotContain(canary.reveal());
  }
}
