package dev.hoist.app.demo;

import dev.hoist.embedded.EmbeddedPostgres;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.postgres.connector.ConnectorAccount;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.OptionalInt;

/** A real PostgreSQL with a small shop in it: what ana works on. */
final class DemoTarget implements AutoCloseable {
  static final String DATABASE = "orders";
  static final ConnectorAccount CONNECTOR = new ConnectorAccount("hoist_connector", "hoist_kept");

  private final EmbeddedPostgres server;

  private DemoTarget(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts it, and fills it when it is new. It keeps the port that it found free the first time: on
   * another it would be another target, and nobody could take back what was granted on this one.
   */
  static DemoTarget start(Path folder) throws SQLException, IOException {
    Path kept = folder.resolve("port");
    OptionalInt port =
        Files.exists(kept)
            ? OptionalInt.of(Integer.parseInt(Files.readString(kept).strip()))
            : OptionalInt.empty();
    DemoTarget target = start(folder, port);
    if (port.isEmpty()) {
      Path fresh = folder.resolve("port.new");
      Files.writeString(fresh, target.port() + "\n");
      Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
    }
    return target;
  }

  static DemoTarget start(Path folder, OptionalInt port) throws SQLException, IOException {
    EmbeddedPostgres server =
        EmbeddedPostgres.start(
            new EmbeddedPostgres.Settings(
                folder.resolve("postgres"),
                folder.resolve("superuser.password"),
                port,
                Map.of("log_line_prefix", "%m [%p] %u ")));
    var target = new DemoTarget(server);
    target.seed();
    return target;
  }

  private void seed() throws SQLException, IOException {
    server.createDatabase(DATABASE);
    if (one("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").equals("0")) {
      script(resource("orders.sql"));
    }
  }

  /** Runs a script as the superuser. */
  void script(String sql) throws SQLException {
    try (Connection connection = server.connect(DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Makes the account that hoist works with, with no more rights than it needs. */
  void admitConnector(Secret password) throws SQLException {
    try (Connection connection = server.connect(DATABASE)) {
      CONNECTOR.create(connection, password);
      CONNECTOR.allowSchema(connection, "public");
    }
  }

  /**
   * The first column of the first row, read past hoist, as the superuser; empty when there is none.
   */
  String one(String sql) throws SQLException {
    try (Connection connection = server.connect(DATABASE);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  int port() {
    return server.port();
  }

  String address() {
    return "127.0.0.1:" + port();
  }

  static String resource(String name) throws IOException {
    try (InputStream in = DemoTarget.class.getResourceAsStream("/demo/" + name)) {
      if (in == null) {
        throw new IOException("this build lacks demo/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
