package dev.hoist.cli.base;

import java.util.Locale;

/** How data is printed. */
public enum Format {
  TABLE,
  JSON,
  YAML;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
