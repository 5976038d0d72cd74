package dev.hoist.postgres.privilege;

import java.util.Optional;

/** What policy may give. Each constant's name is its keyword. */
public enum Privilege {
  SELECT,
  INSERT,
  UPDATE,
  DELETE,
  TRUNCATE,
  REFERENCES,
  TRIGGER,
  MAINTAIN,
  USAGE,
  EXECUTE,
  CREATE,
  CONNECT,
  TEMPORARY;

  static Optional<Privilege> of(String keyword) {
    if (keyword.equals("TEMP")) {
      return Optional.of(TEMPORARY);
    }
    for (Privilege privilege : values()) {
      if (privilege.name().equals(keyword)) {
        return Optional.of(privilege);
      }
    }
    return Optional.empty();
  }

  /** Whether it can be given on single columns. */
  boolean onColumns() {
    return this == SELECT || this == INSERT || this == UPDATE || this == REFERENCES;
  }
}
