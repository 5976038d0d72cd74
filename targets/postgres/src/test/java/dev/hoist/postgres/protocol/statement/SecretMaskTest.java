package dev.hoist.postgres.protocol.statement;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
  private static final String CANARY = "canary";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER ROLE x PASSWORD 'canary'",
        "alter user x with encrypted password 'canary' valid until 'infinity'",
        "CREATE ROLE x LOGIN PASSWORD E'can\\'canary' CREATEDB",
        "CREATE ROLE x PASSWORD U&'\\0041canary'",
        "CREATE ROLE x PASSWORD $$canary$$",
        "CREATE ROLE x PASSWORD $a$can$$canary$a$",
        "CREATE ROLE x PASSWORD 'it''s canary'",
        "CREATE ROLE x PASSWORD 'a\\' canary'",
        "CREATE ROLE x PASSWORD\n 'a'\n 'canary'",
        "CREATE ROLE x PASSWORD /* ' */ 'canary'",
        "CREATE ROLE x PASSWORD -- it's\n 'canary'",
        "CREATE ROLE x PASSWORD /* /* ' */ ' */ 'canary'",
        "CREATE ROLE x PASSWORD 'canary",
        "SELECT 'a''b'; ALTER ROLE x PASSWORD 'canary'; SELECT 'c'",
        "SELECT \"a'b\"; ALTER ROLE x PASSWORD 'canary'",
        "SELECT $q$ ' $q$; ALTER ROLE x PASSWORD 'canary'",
        "CREATE USER MAPPING FOR x SERVER s OPTIONS (user 'u', password 'canary')",
        "CREATE USER MAPPING FOR x SERVER s OPTIONS (\"password\" 'canary')",
        "SELECT dblink_connect('host=h password=canary dbname=d')",
        "CREATE SUBSCRIPTION s CONNECTION 'host=h password = ''canary''' PUBLICATION p",
        "UPDATE users SET password = 'canary' WHERE id = 1",
        "UPDATE users SET passwd='a' || 'canary'",
        "SELECT f(password => 'canary')",
        "DO $$ BEGIN ALTER ROLE x PASSWORD 'canary'; END $$",
        "DO $$ BEGIN EXECUTE 'ALTER ROLE x PASSWORD ''canary'''; END $$",
        "DO $x$ BEGIN EXECUTE $y$ ALTER ROLE x PASSWORD 'canary' $y$; END $x$",
        "INSERT INTO j VALUES ('{\"password\": \"canary\"}')",
        "SELECT format('ALTER ROLE x PASSWORD %L', 'a') -- password 'x'\n, password 'canary'"
      })
  @DisplayName("S23 a password is masked in whatever quotes it comes")
  void masked(String sql) {
    Masked masked = SecretMask.mask(sql);
    assertThat(masked.text()).doesNotContain(CANARY).contains(SecretMask.HIDDEN);
    assertThat(masked.secret()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'canary'",
        "SELECT password, 'canary' FROM users",
        "SELECT password FROM users WHERE name = 'canary'",
        "ALTER ROLE x PASSWORD NULL VALID UNTIL 'canary'",
        "SELECT 'my password is long' /* canary */",
        "SELECT $$canary$$, $1, $a",
        "SELECT \"password\" FROM t WHERE x = 'canary'",
        "SELECT password_hint FROM t WHERE password_hint = 'canary'",
        "SELECT $$canary"
      })
  void otherTextStaysAsItIs(String sql) {
    assertThat(SecretMask.mask(sql)).isEqualTo(new Masked(sql, false, java.util.Set.of()));
  }

  @Test
  void whatStandsAroundStays() {
    assertThat(SecretMask.mask("ALTER ROLE x PASSWORD 'p' VALID UNTIL 'q'; SELECT 1").text())
        .isEqualTo("ALTER ROLE x PASSWORD *** VALID UNTIL 'q'; SELECT 1");
    assertThat(SecretMask.mask("SELECT 'password=p', 'q'").text())
        .isEqualTo("SELECT 'password=***', 'q'");
  }

  @Test
  void parametersThatAreSecretAreNamed() {
    Masked masked = SecretMask.mask("UPDATE u SET password = $2, name = $1 WHERE password=$13");
    assertThat(masked.parameters()).containsExactlyInAnyOrder(2, 13);
    assertThat(masked.secret()).isTrue();
  }

  @Property
  @Label("S23 a literal after PASSWORD is masked among any other tokens")
  void maskedAmongAnything(@ForAll("sql") String before, @ForAll("sql") String after) {
    String sql = before + "\n ALTER ROLE x PASSWORD 'canary' " + after;
    assertThat(SecretMask.mask(sql).text()).doesNotContain(CANARY);
  }

  @Provide
  Arbitrary<String> sql() {
    return Arbitraries.of(
            "SELECT",
            " ",
            "'it''s'",
            "E'a\\'b'",
            "\"a\"\"b'\"",
            "$$ ' $$",
            "$t$ $$ ' $t$",
            "$1",
            "--'\n",
            "/* ' /* */ \" */",
            ";",
            "password",
            "(",
            "=",
            "'password=x'",
            "ü",
            "1.5",
            "U&'\\0041'")
        .list()
        .ofMaxSize(12)
        .map(tokens -> String.join(" ", tokens));
  }

  @Property
  void anyTextIsTaken(@ForAll String text) {
    SecretMask.mask("password" + text);
    SecretMask.mask(text + " password '" + text);
  }
}
