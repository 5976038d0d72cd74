package dev.hoist.postgres.connector;

import dev.hoist.postgres.privilege.Identifier;
import dev.hoist.postgres.privilege.Objects;
import dev.hoist.postgres.privilege.PrivilegeGrant;
import dev.hoist.postgres.privilege.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives a role what policy says, by the server's GRANT. */
final class GrantCommands {
  private final Server server;
  private final String role;

  GrantCommands(Server server, String role) {
    this.server = server;
    this.role = role;
  }

  void give(PrivilegeGrant grant) throws SQLException {
    List<String> columns =
        grant.privileges().stream()
            .flatMap(p -> p.columns().stream())
            .map(Identifier::value)
            .toList();
    String privileges =
        grant.privileges().stream().map(GrantCommands::template).collect(Collectors.joining(", "));
    switch (grant.objects()) {
      case Objects.AllIn all -> {
        for (Identifier schema : all.schemas()) {
          giveAll(privileges, new Contents(server, all.of(), schema.value()));
        }
      }
      case Objects.Named named -> {
        for (QualifiedName name : named.names()) {
          String[] both = {name.schema().value(), name.name().value()};
          give(privileges, columns, named.of() + " %I.%I", both);
        }
      }
      case Objects.Routines routines -> {
        for (Objects.Routine routine : routines.routines()) {
          give(privileges, columns, routines.of() + " %s", resolved(routine));
        }
      }
      case Objects.Plain plain -> {
        for (Identifier name : plain.names()) {
          give(privileges, columns, plain.of() + " %I", name.value());
        }
      }
    }
    for (Identifier schema : schemas(grant.objects())) {
      openSchema(schema.value());
    }
  }

  private void giveAll(String privileges, Contents contents) throws SQLException {
    if (!contents.someAreClosed()) {
      String all = "ALL " + contents.of().plural() + " IN SCHEMA %I";
      give(privileges, List.of(), all, contents.schema());
      return;
    }
    List<String> open = contents.open();
    if (!open.isEmpty()) {
      give(privileges, List.of(), contents.of() + " %s", String.join(", ", open));
    }
  }

  /** What lies in a schema cannot be reached without USAGE on it, so that comes along. */
  private void openSchema(String schema) throws SQLException {
    if (!server.holds("SELECT has_schema_privilege(?::name, ?::text, 'USAGE')", role, schema)) {
      server.run("GRANT USAGE ON SCHEMA %I TO %I", schema, role);
    }
  }

  private void give(String privileges, List<String> columns, String objects, String... names)
      throws SQLException {
    List<String> values = new ArrayList<>(columns);
    values.addAll(List.of(names));
    values.add(role);
    server.run("GRANT " + privileges + " ON " + objects + " TO %I", values.toArray(String[]::new));
  }

  private static String template(PrivilegeGrant.Granted granted) {
    String keyword = granted.privilege().name();
    return granted.columns().isEmpty()
        ? keyword
        : granted.columns().stream()
            .map(column -> "%I")
            .collect(Collectors.joining(", ", keyword + " (", ")"));
  }

  /** The server reads the argument types, and gives the routine's full name back, quoted. */
  private String resolved(Objects.Routine routine) throws SQLException {
    String schema = routine.name().schema().value();
    String name = routine.name().name().value();
    List<String> found =
        server.list(
            "SELECT to_regprocedure(format('%I.%I(%s)', ?::text, ?::text, ?::text))::text",
            schema, name, routine.argumentTypes());
    if (found.isEmpty()) {
      throw new SQLException(
          "there is no function or procedure "
              + schema
              + "."
              + name
              + "("
              + routine.argumentTypes()
              + ")",
          "42883");
    }
    return found.getFirst();
  }

  private static Set<Identifier> schemas(Objects objects) {
    return switch (objects) {
      case Objects.AllIn all -> new LinkedHashSet<>(all.schemas());
      case Objects.Named named ->
          named.names().stream()
              .map(QualifiedName::schema)
              .collect(Collectors.toCollection(LinkedHashSet::new));
      case Objects.Routines routines ->
          routines.routines().stream()
              .map(routine -> routine.name().schema())
              .collect(Collectors.toCollection(LinkedHashSet::new));
      case Objects.Plain plain -> Set.of();
    };
  }
}
