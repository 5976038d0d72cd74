package dev.hoist.postgres.privilege;

import java.util.Locale;

/**
 * A piece of a grant.
 *
 * @param text a word as written, a quoted name without its quotes, or one sign
 * @param from where it begins in the entry, from 0
 * @param to where it ends
 */
record Token(Kind kind, String text, int from, int to) {
  enum Kind {
    WORD,
    QUOTED,
    NUMBER,
    SIGN,
    END
  }

  /** The keyword that this may be; a quoted name is none. */
  String keyword() {
    return kind == Kind.WORD ? text.toUpperCase(Locale.ROOT) : "";
  }

  boolean is(String keywordOrSign) {
    return kind == Kind.SIGN ? text.equals(keywordOrSign) : keyword().equals(keywordOrSign);
  }

  String shown() {
    return kind == Kind.END ? "the end" : "'" + text + "'";
  }
}
