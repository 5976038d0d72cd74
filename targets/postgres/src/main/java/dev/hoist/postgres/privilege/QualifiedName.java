package dev.hoist.postgres.privilege;

/**
 * A name in a schema. Policy that names no schema means {@code public}, whatever the search path.
 */
public record QualifiedName(Identifier schema, Identifier name) {
  static final Identifier PUBLIC = new Identifier("public");
}
