package dev.hoist.postgres.protocol.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.postgres.protocol.codec.Violation;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Statements from a small grammar: each piece is a text, or the place of a password. */
class OnlyPasswordsTest {
  /** A piece of a message. */
  record Piece(String text, String shown) {
    static Piece plain(String text) {
      return new Piece(text, text);
    }

    /** Each part of a literal is hidden by itself. */
    static Piece password(String literal) {
      return new Piece(literal, IN_PARTS.getOrDefault(literal, SecretMask.HIDDEN));
    }

    boolean secret() {
      return !text.equals(shown);
    }
  }

  private static final Map<String, String> IN_PARTS =
      Map.of("'a'\n  'canary'", "***\n  ***", "'a' -- ' ;\n 'canary'", "*** -- ' ;\n ***");

  private static final List<String> LITERALS =
      List.of(
          "'canary'",
          "'it''s; canary'",
          "'DELETE FROM orders'",
          "E'\\'; canary\\t'",
          "U&'\\0020canary'",
          "$$canary' ; $$",
          "$a$ canary $$ $a$",
          "'a'\n  'canary'",
          "'a' -- ' ;\n 'canary'",
          "''");

  private static String sent(List<List<Piece>> message) {
    return joined(message, false);
  }

  private static String joined(List<List<Piece>> message, boolean shown) {
    StringBuilder out = new StringBuilder();
    for (List<Piece> statement : message) {
      statement.forEach(it -> out.append(shown ? it.shown() : it.text()).append(' '));
      out.append("; ");
    }
    return out.toString();
  }

  @Property
  @Label("S20 S23 of statements that set passwords, exactly the passwords are hidden")
  void exactlyThePasswords(@ForAll("harmless") List<List<Piece>> message) {
    boolean secret = message.stream().flatMap(List::stream).anyMatch(Piece::secret);
    assertThat(SecretMask.mask(sent(message), Reading.PLAIN))
        .isEqualTo(new Masked(joined(message, true), secret));
  }

  @Property
  @Label("S20 beside a statement that could run something, nothing is hidden")
  void nothingBesideWhatRuns(
      @ForAll("harmless") List<List<Piece>> before,
      @ForAll("running") List<Piece> statement,
      @ForAll("harmless") List<List<Piece>> after) {
    String sql = sent(before) + sent(List.of(statement)) + sent(after);
    boolean secret =
        before.stream().flatMap(List::stream).anyMatch(Piece::secret)
            || after.stream().flatMap(List::stream).anyMatch(Piece::secret);
    if (secret) {
      assertThatThrownBy(() -> SecretMask.mask(sql, Reading.PLAIN)).isInstanceOf(Violation.class);
    } else {
      assertThat(SecretMask.mask(sql, Reading.PLAIN)).isEqualTo(new Masked(sql, false));
    }
  }

  @Provide
  Arbitrary<List<List<Piece>>> harmless() {
    return Arbitraries.oneOf(List.of(role(), mapping())).list().ofMaxSize(3);
  }

  /** CREATE or ALTER of a role, with options in any order. */
  private static Arbitrary<List<Piece>> role() {
    Arbitrary<List<Piece>> option =
        Arbitraries.oneOf(
            List.of(
                words("LOGIN", "NOLOGIN", "CONNECTION LIMIT 5", "PASSWORD NULL", "/* ' ; */"),
                after("VALID UNTIL", false),
                after("PASSWORD", true),
                after("encrypted password /* 'x' */", true)));
    return Combinators.combine(
            words("CREATE ROLE", "ALTER USER", "create/**/group", "-- '\nALTER ROLE"),
            words("password", "x", "\"a ' b\"", "\"password\"", "ü"),
            option.list().ofMaxSize(4))
        .as((verb, name, options) -> flat(List.of(verb, name, flat(options))));
  }

  private static Arbitrary<List<Piece>> mapping() {
    Arbitrary<List<Piece>> option =
        Arbitraries.oneOf(
            List.of(
                after("user", false),
                after("password_required", false),
                after("SET password", true),
                after("\"password\"", true),
                after("ADD sslpassword", true)));
    return Combinators.combine(
            words("CREATE USER MAPPING FOR x SERVER s OPTIONS (", "ALTER SERVER s OPTIONS ("),
            option,
            option)
        .as(
            (head, one, two) ->
                flat(
                    List.of(head, one, List.of(Piece.plain(",")), two, List.of(Piece.plain(")")))));
  }

  /** Tokens of queries and code, with words that look like the places of passwords. */
  @Provide
  Arbitrary<List<Piece>> running() {
    Arbitrary<List<Piece>> tokens =
        Arbitraries.oneOf(
                List.of(
                    words("password", "\"password\"", "role", "(", ")", "=", "||", "$1", ",", "x"),
                    words("passwd =>", "password :=", "connection", "user", "--'\n", "/* ' */"),
                    Arbitraries.of(LITERALS).map(it -> List.of(Piece.plain(it)))))
            .list()
            .ofMaxSize(10)
            .map(OnlyPasswordsTest::flat);
    return Combinators.combine(
            words("SELECT", "DO", "UPDATE users SET", "CREATE VIEW v AS SELECT", "COMMIT"), tokens)
        .as((first, rest) -> flat(List.of(first, rest)));
  }

  private static Arbitrary<List<Piece>> words(String... words) {
    return Arbitraries.of(words).map(it -> List.of(Piece.plain(it)));
  }

  private static Arbitrary<List<Piece>> after(String word, boolean secret) {
    return Arbitraries.of(LITERALS)
        .map(it -> List.of(Piece.plain(word), secret ? Piece.password(it) : Piece.plain(it)));
  }

  private static List<Piece> flat(List<List<Piece>> pieces) {
    return pieces.stream().flatMap(List::stream).toList();
  }
}
