package dev.hoist.app.demo;

import dev.hoist.app.demo.Hoist.Ran;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

/** pgjdbc in this process, for machines without psql. */
final class JdbcClient implements Client {
  private final Supplier<Pass> access;
  private Optional<Pass> kept = Optional.empty();

  /**
   * @param access gives a fresh pass of ana's
   */
  JdbcClient(Supplier<Pass> access) {
    this.access = access;
  }

  @Override
  public String name() {
    return "pgjdbc";
  }

  @Override
  public String remark() {
    return "\nthere is no psql on this machine (Debian: apt-get install postgresql-client),"
        + " so ana works with pgjdbc";
  }

  @Override
  public Ran run(String sql) {
    return run(access.get(), sql);
  }

  @Override
  public void prepareReconnect() {
    kept = Optional.of(access.get());
  }

  @Override
  public Ran reconnect() {
    return run(kept.orElseThrow(), "SELECT 1");
  }

  private static Ran run(Pass pass, String sql) {
    long since = System.nanoTime();
    String url = "jdbc:postgresql://localhost:" + pass.port() + "/" + pass.database();
    var properties = new Properties();
    properties.setProperty("user", pass.user());
    properties.setProperty("password", pass.token().reveal());
    properties.setProperty("sslmode", "verify-full");
    properties.setProperty("sslrootcert", pass.ca().toString());
    try (Connection connection = DriverManager.getConnection(url, properties);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      String tag = sql.substring(0, sql.indexOf(' ')) + " " + statement.getUpdateCount();
      return new Ran(0, tag + "\n", "", since(since));
    } catch (SQLException e) {
      return new Ran(1, "", e.getMessage() + "\n", since(since));
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
