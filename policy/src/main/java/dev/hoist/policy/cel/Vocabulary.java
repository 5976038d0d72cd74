package dev.hoist.policy.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The names that conditions may use, and their types. */
enum Vocabulary {
  /** Of {@code when}: who asks for what, and how things stand. */
  REQUEST(
      Map.of(
          "subject",
          struct(
              "hoist.Subject",
              Map.of(
                  "name", SimpleType.STRING,
                  "kind", SimpleType.STRING,
                  "acts_for", SimpleType.STRING,
                  "groups", ListType.create(SimpleType.STRING),
                  "mfa_age", SimpleType.DURATION,
                  "attributes", SimpleType.DYN)),
          "target",
          struct(
              "hoist.Target",
              Map.of(
                  "name",
                  SimpleType.STRING,
                  "kind",
                  SimpleType.STRING,
                  "labels",
                  MapType.create(SimpleType.STRING, SimpleType.STRING),
                  "attributes",
                  SimpleType.DYN)),
          "role",
          struct("hoist.Role", Map.of("name", SimpleType.STRING)),
          "request",
          struct(
              "hoist.Request",
              Map.of(
                  "reason", SimpleType.STRING,
                  "ticket", SimpleType.STRING,
                  "break_glass", SimpleType.BOOL,
                  "duration", SimpleType.DURATION,
                  "fields", MapType.create(SimpleType.STRING, SimpleType.DYN))),
          "now",
          SimpleType.TIMESTAMP,
          "weekday",
          SimpleType.STRING,
          "clock",
          SimpleType.STRING,
          "incidents",
          ListType.create(
              struct(
                  "hoist.Incident",
                  Map.of(
                      "id", SimpleType.STRING,
                      "title", SimpleType.STRING,
                      "severity", SimpleType.STRING,
                      "open", SimpleType.BOOL,
                      "services", ListType.create(SimpleType.STRING)))),
          Cel.ON_CALL,
          SimpleType.DYN)),

  /** Of guardrails: the statement about to run. */
  STATEMENT(
      Map.of(
          "sql",
          struct(
              "hoist.Sql",
              Map.of(
                  "verb", SimpleType.STRING,
                  "text", SimpleType.STRING,
                  "reads", SimpleType.BOOL,
                  "writes", SimpleType.BOOL,
                  "ddl", SimpleType.BOOL,
                  "understood", SimpleType.BOOL,
                  "has_where", SimpleType.BOOL,
                  "estimated_rows", SimpleType.INT,
                  "tables", ListType.create(SimpleType.STRING)))));

  private final ImmutableMap<String, CelType> variables;

  Vocabulary(Map<String, CelType> variables) {
    this.variables = ImmutableMap.copyOf(variables);
  }

  private static StructType struct(String name, Map<String, CelType> fields) {
    ImmutableMap<String, CelType> types = ImmutableMap.copyOf(fields);
    return StructType.create(name, types.keySet(), f -> Optional.ofNullable(types.get(f)));
  }

  Map<String, CelType> variables() {
    return variables;
  }

  /** The names that can be written. */
  List<String> names() {
    return variables.keySet().stream().filter(n -> !n.startsWith("@")).sorted().toList();
  }

  /** Every field of every variable; used for hints. */
  List<String> fields() {
    var all = new TreeSet<String>();
    structs().forEach(s -> all.addAll(s.fieldNames()));
    return List.copyOf(all);
  }

  /** The fields of a variable; empty when it is not one, or has none. */
  List<String> fieldsOf(String variable) {
    return variables.get(variable) instanceof StructType s
        ? s.fieldNames().stream().sorted().toList()
        : List.of();
  }

  private Stream<StructType> structs() {
    return variables.values().stream()
        .map(type -> type instanceof ListType list ? list.elemType() : type)
        .filter(StructType.class::isInstance)
        .map(StructType.class::cast);
  }

  CelTypeProvider types() {
    ImmutableMap<String, CelType> byName =
        structs().collect(ImmutableMap.toImmutableMap(StructType::name, s -> s));
    return new CelTypeProvider() {
      @Override
      public ImmutableCollection<CelType> types() {
        return byName.values();
      }

      @Override
      public Optional<CelType> findType(String name) {
        return Optional.ofNullable(byName.get(name));
      }
    };
  }
}
