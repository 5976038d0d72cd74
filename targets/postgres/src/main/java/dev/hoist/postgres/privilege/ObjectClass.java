package dev.hoist.postgres.privilege;

import static dev.hoist.postgres.privilege.Privilege.*;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What policy may give something on. Each constant's name is its keyword. */
public enum ObjectClass {
  TABLE("TABLES"),
  SEQUENCE("SEQUENCES"),
  FUNCTION("FUNCTIONS"),
  PROCEDURE("PROCEDURES"),
  ROUTINE("ROUTINES"),
  TYPE(""),
  SCHEMA(""),
  DATABASE("");

  private final String plural;

  ObjectClass(String plural) {
    this.plural = plural;
  }

  private Set<Privilege> privileges() {
    return switch (this) {
      case TABLE ->
          EnumSet.of(SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER, MAINTAIN);
      case SEQUENCE -> EnumSet.of(USAGE, SELECT, UPDATE);
      case FUNCTION, PROCEDURE, ROUTINE -> EnumSet.of(EXECUTE);
      case TYPE -> EnumSet.of(USAGE);
      case SCHEMA -> EnumSet.of(USAGE, CREATE);
      case DATABASE -> EnumSet.of(CONNECT, TEMPORARY, CREATE);
    };
  }

  /** The keyword for all objects of this class in a schema; empty when there is none. */
  public String plural() {
    return plural;
  }

  boolean takes(Privilege privilege) {
    return privileges().contains(privilege);
  }

  String takes() {
    return privileges().stream().map(Privilege::name).collect(Collectors.joining(", "));
  }

  boolean isRoutine() {
    return this == FUNCTION || this == PROCEDURE || this == ROUTINE;
  }

  static Optional<ObjectClass> of(String keyword) {
    return Arrays.stream(values()).filter(c -> c.name().equals(keyword)).findFirst();
  }

  static Optional<ObjectClass> ofPlural(String keyword) {
    return Arrays.stream(values())
        .filter(c -> !c.plural.isEmpty() && c.plural.equals(keyword))
        .findFirst();
  }

  static String names() {
    return Arrays.stream(values()).map(ObjectClass::name).collect(Collectors.joining(", "));
  }

  static String plurals() {
    return Arrays.stream(values())
        .map(ObjectClass::plural)
        .filter(plural -> !plural.isEmpty())
        .collect(Collectors.joining(", "));
  }
}
