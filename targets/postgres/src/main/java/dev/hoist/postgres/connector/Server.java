package dev.hoist.postgres.connector;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection to one database of a target. Commands are templates for the server's own {@code
 * format()}: {@code %I} for an identifier, {@code %L} for a literal, {@code %s} only for text that
 * the server itself gave. No name is ever quoted or pasted here.
 */
final class Server implements AutoCloseable {
  private static final String NOT_GRANTED = "01007";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String UNDER_OTHERS_HANDS = "XX000";
  private static final String QUERY_CANCELED = "57014";
  private static final int TRIES = 10;
  private static final long QUEUE_MILLIS = 2_000;

  /** Any number will do, as long as every hoist uses the same. */
  static final long OUR_LOCK = 0x686f697374L;

  private final Connection connection;
  private final long deadline;
  private boolean queues = true;

  Server(Connection connection, long deadline) {
    this.connection = connection;
    this.deadline = deadline;
  }

  /** Runs a command; a privilege that the server leaves out with a mere warning is a failure. */
  void run(String template, String... names) throws SQLException {
    execute(list("SELECT format(?, VARIADIC ?)", template, names).getFirst());
  }

  /**
   * The same command for each thing, sent as one.
   *
   * @param template with {@code %s} for the thing, as the server gave it, then for more names
   */
  void runEach(String template, List<String> things, String... names) throws SQLException {
    execute(
        list(
                "SELECT string_agg(format(?, VARIADIC thing || ?::text[]), '; ')"
                    + " FROM unnest(?::text[]) thing",
                template,
                names,
                things.toArray(String[]::new))
            .getFirst());
  }

  private void execute(String command) throws SQLException {
    checkTime();
    try (Statement statement = connection.createStatement()) {
      statement.execute(command);
      for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        if (NOT_GRANTED.equals(w.getSQLState())) {
          throw new SQLException(
              w.getMessage() + "; hoist's account lacks the right to give it", NOT_GRANTED);
        }
      }
    }
  }

  /** The first column of a query's rows; absent values are left out. */
  List<String> list(String query, Object... parameters) throws SQLException {
    checkTime();
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        if (parameters[i] instanceof String[] array) {
          statement.setArray(i + 1, connection.createArrayOf("text", array));
        } else {
          statement.setObject(i + 1, parameters[i]);
        }
      }
      List<String> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          String value = result.getString(1);
          if (value != null) {
            rows.add(value);
          }
        }
      }
      return rows;
    }
  }

  long count(String query, Object... parameters) throws SQLException {
    return Long.parseLong(list(query, parameters).getFirst());
  }

  boolean holds(String query, Object... parameters) throws SQLException {
    return list(query, parameters).contains("t");
  }

  /**
   * All or nothing. The server lets two GRANTs on one object stumble over each other ({@code tuple
   * concurrently updated}), so ours queue up, and those that meet someone else's are repeated.
   */
  void atomically(Work work) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        once(work);
        return;
      } catch (SQLException e) {
        if (attempt == TRIES || !meansAgain(e)) {
          throw e;
        }
        list("SELECT pg_sleep(random() * 0.02 * ?)::text", attempt);
      }
    }
  }

  /** Whether the same may work a moment later, because someone else was at it. */
  static boolean meansAgain(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("40")
        || (state.equals(UNDER_OTHERS_HANDS)
            && String.valueOf(e.getMessage()).contains("concurrently"));
  }

  private void once(Work work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      queueUp();
      work.run();
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback();
      } catch (SQLException lost) {
        e.addSuppressed(lost);
      }
      throw e;
    } finally {
      if (!connection.isClosed()) {
        connection.setAutoCommit(true);
      }
    }
  }

  /**
   * Whoever is logged in can take this lock, and keep it. It is a courtesy among ours that saves
   * repetitions, so nobody's holding it may stop us.
   */
  private void queueUp() throws SQLException {
    long since = System.nanoTime();
    while (queues && !holds("SELECT pg_try_advisory_xact_lock(?)", OUR_LOCK)) {
      list("SELECT pg_sleep(0.02)::text");
      queues = System.nanoTime() - since < QUEUE_MILLIS * 1_000_000;
    }
  }

  static boolean lockedOut(SQLException e) {
    return LOCK_NOT_AVAILABLE.equals(e.getSQLState());
  }

  Duration timeLeft() {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  long deadline() {
    return deadline;
  }

  private void checkTime() throws SQLException {
    if (timeLeft().isZero()) {
      throw new SQLException("the target takes too long", QUERY_CANCELED);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** What is done in one transaction. */
  interface Work {
    void run() throws SQLException;
  }
}
