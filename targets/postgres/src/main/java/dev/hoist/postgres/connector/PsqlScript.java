package dev.hoist.postgres.connector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The scripts that an administrator runs with psql, run from here, so that what is documented and
 * what is tested are one text. Statements end with {@code ;} at a line's end; variables are {@code
 * :"name"}, and the server quotes their values.
 */
final class PsqlScript {
  private static final Pattern VARIABLE = Pattern.compile(":\"([a-z]+)\"");
  private static final String DUPLICATE_OBJECT = "42710";

  private PsqlScript() {}

  /** Runs each statement; a role that is there already stays as it is. */
  static void run(Connection connection, String resource, Map<String, String> variables)
      throws SQLException {
    for (String statement : statements(resource)) {
      String command = quoted(connection, statement, variables);
      try (Statement run = connection.createStatement()) {
        run.execute(command);
      } catch (SQLException e) {
        if (!DUPLICATE_OBJECT.equals(e.getSQLState())) {
          throw e;
        }
      }
    }
  }

  private static List<String> statements(String resource) {
    try (InputStream script = PsqlScript.class.getResourceAsStream(resource)) {
      if (script == null) {
        throw new IllegalStateException(resource + " is not in the jar");
      }
      String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      String withoutComments = text.replaceAll("(?m)^--.*$", "");
      return Pattern.compile(";\\s*$", Pattern.MULTILINE)
          .splitAsStream(withoutComments)
          .map(String::strip)
          .filter(statement -> !statement.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String quoted(
      Connection connection, String statement, Map<String, String> variables) throws SQLException {
    List<String> values = new ArrayList<>();
    for (MatchResult variable : VARIABLE.matcher(statement).results().toList()) {
      values.add(variables.getOrDefault(variable.group(1), ""));
    }
    try (PreparedStatement format =
        connection.prepareStatement("SELECT format(?, VARIADIC ?::text[])")) {
      format.setString(1, VARIABLE.matcher(statement).replaceAll("%I"));
      format.setArray(2, connection.createArrayOf("text", values.toArray()));
      try (ResultSet result = format.executeQuery()) {
        result.next();
        return result.getString(1);
      }
    }
  }
}
