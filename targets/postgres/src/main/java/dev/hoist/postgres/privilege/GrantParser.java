package dev.hoist.postgres.privilege;

import dev.hoist.postgres.privilege.PrivilegeGrant.Granted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads one entry of {@code grants}:
 *
 * <pre>
 * grant      := privilege {"," privilege} "ON" objects
 * privilege  := WORD ["(" name {"," name} ")"]
 * objects    := "ALL" plural "IN" "SCHEMA" name {"," name}
 *             | ["TABLE"] qualified {"," qualified}
 *             | ("SEQUENCE" | "TYPE") qualified {"," qualified}
 *             | ("FUNCTION" | "PROCEDURE" | "ROUTINE") routine {"," routine}
 *             | ("SCHEMA" | "DATABASE") name {"," name}
 * qualified  := [name "."] name
 * routine    := qualified "(" [types] ")"
 * </pre>
 */
public final class GrantParser {
  private static final int LONGEST = 8_000;

  private final String text;
  private final List<Token> tokens;
  private int at;

  private GrantParser(String text) throws PrivilegeSyntaxException {
    this.text = text;
    this.tokens = Tokenizer.tokens(text);
  }

  /** Reads an entry of {@code grants}. */
  public static PrivilegeGrant grant(String text) throws PrivilegeSyntaxException {
    try {
      return new GrantParser(bounded(text)).grant();
    } catch (IllegalArgumentException e) {
      throw new PrivilegeSyntaxException(String.valueOf(e.getMessage()));
    }
  }

  /** Reads an entry of {@code member_of}: the name of a role. */
  public static Identifier role(String text) throws PrivilegeSyntaxException {
    try {
      var parser = new GrantParser(bounded(text));
      Identifier name = parser.name("the name of a role");
      parser.end();
      return name;
    } catch (IllegalArgumentException e) {
      throw new PrivilegeSyntaxException(String.valueOf(e.getMessage()));
    }
  }

  private static String bounded(String text) throws PrivilegeSyntaxException {
    if (text.length() > LONGEST) {
      throw new PrivilegeSyntaxException("is longer than " + LONGEST + " characters; split it");
    }
    return text;
  }

  private PrivilegeGrant grant() throws PrivilegeSyntaxException {
    List<Granted> privileges = list(this::granted);
    expect("ON");
    Objects objects = objects();
    end();
    for (Granted granted : privileges) {
      check(granted, objects);
    }
    return new PrivilegeGrant(privileges, objects, text);
  }

  private static void check(Granted granted, Objects objects) throws PrivilegeSyntaxException {
    ObjectClass of = objects.of();
    if (!of.takes(granted.privilege())) {
      throw new PrivilegeSyntaxException(
          granted.privilege() + " is not given on a " + of + "; that takes " + of.takes());
    }
    boolean columns = !granted.columns().isEmpty();
    if (columns && !(objects instanceof Objects.Named && of == ObjectClass.TABLE)) {
      throw new PrivilegeSyntaxException("columns go with a named table only");
    }
    if (columns && !granted.privilege().onColumns()) {
      throw new PrivilegeSyntaxException(
          granted.privilege()
              + " is not given on columns; SELECT, INSERT, UPDATE and REFERENCES are");
    }
  }

  private Granted granted() throws PrivilegeSyntaxException {
    Token word = next();
    if (word.is("ALL")) {
      throw new PrivilegeSyntaxException(
          "name the privileges instead of ALL: what ALL means grows with the server's version");
    }
    Privilege privilege =
        Privilege.of(word.keyword())
            .orElseThrow(
                () ->
                    wrong(
                        word,
                        "a privilege ("
                            + join(Privilege.values())
                            + "; TEMP is short for TEMPORARY)"));
    List<Identifier> columns = List.of();
    if (peek().is("(")) {
      expect("(");
      columns = list(() -> name("a column"));
      expect(")");
    }
    return new Granted(privilege, columns);
  }

  private Objects objects() throws PrivilegeSyntaxException {
    if (peek().is("ALL")) {
      return allIn();
    }
    var named = ObjectClass.of(peek().keyword());
    // "orders", "table.name" and "schema" alone are names of tables; "TABLE orders" is not.
    if (named.isEmpty() || !startsName(tokens.get(at + 1))) {
      return new Objects.Named(ObjectClass.TABLE, list(this::qualified));
    }
    next();
    ObjectClass of = named.get();
    if (of.isRoutine()) {
      return new Objects.Routines(of, list(this::routine));
    }
    if (of == ObjectClass.SCHEMA || of == ObjectClass.DATABASE) {
      return new Objects.Plain(of, list(() -> name("a name")));
    }
    return new Objects.Named(of, list(this::qualified));
  }

  private Objects allIn() throws PrivilegeSyntaxException {
    expect("ALL");
    Token plural = next();
    ObjectClass of =
        ObjectClass.ofPlural(plural.keyword())
            .orElseThrow(() -> wrong(plural, "one of " + ObjectClass.plurals()));
    expect("IN");
    expect("SCHEMA");
    return new Objects.AllIn(of, list(() -> name("a schema")));
  }

  private QualifiedName qualified() throws PrivilegeSyntaxException {
    Identifier first = name("a name, or one of ALL, " + ObjectClass.names() + " and a name");
    if (!peek().is(".")) {
      return new QualifiedName(QualifiedName.PUBLIC, first);
    }
    expect(".");
    return new QualifiedName(first, name("a name"));
  }

  private Objects.Routine routine() throws PrivilegeSyntaxException {
    QualifiedName name = qualified();
    if (!peek().is("(")) {
      throw new PrivilegeSyntaxException(
          "after "
              + name.name()
              + " come its argument types, as in "
              + name.name()
              + "(int, text)");
    }
    Token open = next();
    int depth = 1;
    Token token = open;
    while (depth > 0) {
      token = next();
      if (token.kind() == Token.Kind.END) {
        throw wrong(token, "')'");
      }
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
    }
    return new Objects.Routine(name, text.substring(open.to(), token.from()).strip());
  }

  private Identifier name(String what) throws PrivilegeSyntaxException {
    Token token = next();
    if (!startsName(token)) {
      throw wrong(token, what);
    }
    // Like the server, fold what is not quoted; unlike ASCII, other letters stay as they are.
    return new Identifier(
        token.kind() == Token.Kind.QUOTED ? token.text() : foldAscii(token.text()));
  }

  private static String foldAscii(String text) {
    var folded = new StringBuilder(text.length());
    text.chars().forEach(c -> folded.append((char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c)));
    return folded.toString();
  }

  private static boolean startsName(Token token) {
    return token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.QUOTED;
  }

  private <T> List<T> list(Part<T> part) throws PrivilegeSyntaxException {
    List<T> parts = new ArrayList<>();
    parts.add(part.read());
    while (peek().is(",")) {
      expect(",");
      parts.add(part.read());
    }
    return parts;
  }

  private void expect(String keywordOrSign) throws PrivilegeSyntaxException {
    Token token = next();
    if (!token.is(keywordOrSign)) {
      throw wrong(token, keywordOrSign);
    }
  }

  private void end() throws PrivilegeSyntaxException {
    Token token = next();
    if (token.is("WITH") || token.is("TO")) {
      throw new PrivilegeSyntaxException(
          "says nothing after the objects: hoist adds who gets it, and gives no grant option");
    }
    if (token.kind() != Token.Kind.END) {
      throw wrong(token, "the end");
    }
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    Token token = tokens.get(at);
    if (token.kind() != Token.Kind.END) {
      at++;
    }
    return token;
  }

  private static PrivilegeSyntaxException wrong(Token token, String expected) {
    return new PrivilegeSyntaxException(
        token.shown() + " at position " + (token.from() + 1) + " should be " + expected);
  }

  private static String join(Privilege[] privileges) {
    List<String> names = new ArrayList<>();
    for (Privilege privilege : privileges) {
      names.add(privilege.name().toUpperCase(Locale.ROOT));
    }
    return String.join(", ", names);
  }

  private interface Part<T> {
    T read() throws PrivilegeSyntaxException;
  }
}
