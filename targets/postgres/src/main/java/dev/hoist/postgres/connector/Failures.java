package dev.hoist.postgres.connector;

import dev.hoist.postgres.privilege.Identifier;
import dev.hoist.spi.ConnectorException;
import dev.hoist.spi.ConnectorException.Kind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What a failure of the driver or the server means to who called. */
final class Failures {
  /** Goes down, is full, is slow, or lost a race. */
  private static final Set<String> CLASSES_THAT_PASS = Set.of("57", "53", "40");

  /** Locked by another; became a standby; nothing listens. */
  private static final Set<String> STATES_THAT_PASS = Set.of("55P03", "25006", "08001");

  private static final String CONNECTION = "08";
  private static final String WRONG_PASSWORD = "28P01";

  private Failures() {}

  static ConnectorException of(String what, SQLException e) {
    Kind kind = kind(e);
    String verb = kind == Kind.UNREACHABLE ? ": not now: " : ": refused: ";
    return new ConnectorException(kind, what + verb + words(e), e);
  }

  private static Kind kind(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    String of = state.substring(0, Math.min(2, state.length()));
    boolean passes =
        STATES_THAT_PASS.contains(state)
            || CLASSES_THAT_PASS.contains(of)
            || (of.equals(CONNECTION) && has(IOException.class, e));
    // The driver tells a bad certificate, or a file of ours that is not there, like a lost line.
    boolean lasts = has(SSLException.class, e) || has(FileNotFoundException.class, e);
    return passes && !lasts ? Kind.UNREACHABLE : Kind.REFUSED;
  }

  private static boolean has(Class<? extends Throwable> type, Throwable e) {
    for (Throwable at = e.getCause(); at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a connection failed for what may be one database's matter alone, so that another may
   * let us in. A lost line and a wrong password are the same everywhere.
   */
  static boolean isOfDatabase(SQLException e) {
    return !has(IOException.class, e) && !WRONG_PASSWORD.equals(e.getSQLState());
  }

  /** What opens a database that does not let us in; empty where there is nothing to say. */
  static String waysIn(SQLException e, Identifier database, String user) {
    return switch (String.valueOf(e.getSQLState())) {
      case "42501" ->
          "as its owner or a superuser: GRANT CONNECT ON DATABASE "
              + database
              + " TO "
              + user
              + " WITH GRANT OPTION";
      case "55000" ->
          "if it is to be used, as its owner or a superuser, from another database: ALTER DATABASE "
              + database
              + " ALLOW_CONNECTIONS true";
      case "53300" ->
          "end sessions, or look whether its owner lowered the CONNECTION LIMIT of database "
              + database;
      case "3D000" -> "was it dropped or renamed? Name the right one in the target's connection";
      default -> "";
    };
  }

  /** The server's sentence alone: details may quote values. */
  static String words(SQLException e) {
    ServerErrorMessage said = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
    if (said != null) {
      return said.getMessage() + " (" + said.getSQLState() + ")";
    }
    return String.valueOf(e.getMessage());
  }
}
