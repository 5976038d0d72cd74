package dev.hoist.control.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * That this process, and no other, works on a store. What hoist makes on targets carries the
 * installation's tag, which is kept in the data folder; a store that met another folder would look
 * for the wrong names, find nothing, and take that for proof (S03, S05).
 */
public final class StoreClaim implements AutoCloseable {
  /** "hoist", as a number: which advisory lock is ours. */
  private static final long LOCK = 0x68_6f_69_73_74L;

  private final Connection connection;

  private StoreClaim(Connection connection) {
    this.connection = connection;
  }

  /**
   * Takes the store for an installation, for as long as this is open.
   *
   * @throws IllegalStateException when another server has it, or it is another installation's
   */
  public static StoreClaim take(DataSource source, String installation) {
    try {
      Connection connection = source.getConnection();
      try {
        lock(connection);
        belong(connection, installation);
        return new StoreClaim(connection);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the store cannot be claimed: " + e.getMessage(), e);
    }
  }

  private static void lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet got = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
      got.next();
      if (!got.getBoolean(1)) {
        throw new IllegalStateException(
            "another hoist server uses this store; stop it, or name another HOIST_DATABASE_URL");
      }
    }
  }

  private static void belong(Connection connection, String installation) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO installation (tag) VALUES (?) ON CONFLICT DO NOTHING")) {
      insert.setString(1, installation);
      insert.executeUpdate();
    }
    try (Statement statement = connection.createStatement();
        ResultSet kept = statement.executeQuery("SELECT tag FROM installation")) {
      kept.next();
      if (!kept.getString(1).equals(installation)) {
        throw new IllegalStateException(
            "this store belongs to installation %s, and this data folder to %s; restore the store's own data folder"
                .formatted(kept.getString(1), installation));
      }
    }
  }

  @Override
  public void close() {
    try (connection;
        Statement statement = connection.createStatement()) {
      // The connection may go back to a pool, where it would keep the lock.
      statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
    } catch (SQLException e) {
      throw new IllegalStateException("the store cannot be let go: " + e.getMessage(), e);
    }
  }
}
