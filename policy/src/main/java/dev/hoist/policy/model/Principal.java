package dev.hoist.policy.model;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whom a rule means: {@code user:dana}, {@code group:sre}, {@code on_call:payments}.
 *
 * @param name the part behind the colon; empty where the kind says it all
 */
public record Principal(Kind kind, String name) {
  /** What stands before the colon. */
  public enum Kind {
    USER,
    GROUP,
    /** Whoever is on call on a schedule at the time. */
    ON_CALL,
    /** The owner of the target concerned; written {@code owner}. */
    OWNER,
    /** Anybody who may log in; written {@code everyone}. */
    EVERYONE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static final Principal EVERYONE = new Principal(Kind.EVERYONE, "");
  public static final Principal OWNER = new Principal(Kind.OWNER, "");

  /** User names and e-mail addresses. */
  public static final Pattern USER_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,127}");

  public static Principal user(String name) {
    return new Principal(Kind.USER, name);
  }

  public static Principal group(String name) {
    return new Principal(Kind.GROUP, name);
  }

  /** As policy writes it, and as standings and stages carry it. */
  @Override
  public String toString() {
    return name.isEmpty() ? kind.word() : kind.word() + ":" + name;
  }
}
