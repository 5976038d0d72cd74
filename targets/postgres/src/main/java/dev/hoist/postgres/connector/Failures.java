package dev.hoist.postgres.connector;

import dev.hoist.spi.ConnectorException;
import dev.hoist.spi.ConnectorException.Kind;
import java.sql.SQLException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What a failure of the driver or the server means to who called. */
final class Failures {
  /** Nothing listens, goes down, is full, is locked, is slow, or lost a race. */
  private static final Set<String> CLASSES_THAT_PASS = Set.of("08", "57", "53", "40");

  private static final Set<String> STATES_THAT_PASS = Set.of("55P03", "25006");

  /** The driver's word for "we do not understand each other": no TLS there, another auth method. */
  private static final String REJECTED = "08004";

  private Failures() {}

  static ConnectorException of(String what, SQLException e) {
    Kind kind = kind(e);
    String verb = kind == Kind.UNREACHABLE ? " cannot be reached: " : " refused: ";
    return new ConnectorException(kind, what + verb + words(e), e);
  }

  private static Kind kind(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    if (STATES_THAT_PASS.contains(state)) {
      return Kind.UNREACHABLE;
    }
    if (state.equals(REJECTED) || hasTlsCause(e)) {
      return Kind.REFUSED;
    }
    return state.length() == 5 && CLASSES_THAT_PASS.contains(state.substring(0, 2))
        ? Kind.UNREACHABLE
        : Kind.REFUSED;
  }

  private static boolean hasTlsCause(Throwable e) {
    for (@Nullable Throwable at = e.getCause(); at != null; at = at.getCause()) {
      if (at instanceof SSLException) {
        return true;
      }
    }
    return false;
  }

  /** The server's sentence alone: details may quote values. */
  private static String words(SQLException e) {
    ServerErrorMessage said = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
    if (said != null) {
      return said.getMessage() + " (" + said.getSQLState() + ")";
    }
    return String.valueOf(e.getMessage());
  }
}
