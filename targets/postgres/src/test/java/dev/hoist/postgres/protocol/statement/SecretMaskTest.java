package dev.hoist.postgres.protocol.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.postgres.protocol.codec.Violation;
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
    Masked masked = SecretMask.mask(sql, Reading.PLAIN);
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
    assertThat(SecretMask.mask(sql, Reading.PLAIN))
        .isEqualTo(new Masked(sql, false, java.util.Set.of()));
  }

  private static String text(String sql) {
    return SecretMask.mask(sql, Reading.PLAIN).text();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT password = '\\'; DELETE FROM orders",
        "SELECT password = '\\'; DELETE FROM orders; SELECT '\\'",
        "DO 'BEGIN /* password= */ DELETE FROM orders; END'",
        "DO 'BEGIN -- password=\n DELETE FROM orders; END'",
        "DO 'BEGIN <<password>> DELETE FROM orders; END'",
        "SELECT E''\n'\\' , password = ' ; DELETE FROM orders; --'",
        "-- \r SELECT ' \n , password = ' ; DELETE FROM orders; --'",
        "DO $$ DECLARE password text; BEGIN password := 'DELETE FROM orders'; EXECUTE password; END $$",
        "DO $$ BEGIN EXECUTE password 'DELETE FROM orders'; END $$",
        "DO $$ BEGIN EXECUTE password $a$DELETE FROM orders$a$; END $$",
        "DO 'BEGIN IF password=(SELECT f()) THEN DELETE FROM orders; END IF; END'",
        "SELECT 'password=' ; DELETE FROM orders"
      })
  @DisplayName("S20 nothing that runs is hidden as a password")
  void whatRunsIsShown(String sql) {
    assertThat(text(sql)).contains("DELETE FROM orders");
  }

  @Test
  @DisplayName("S20 a literal that code of the client's own may execute is hidden only if a word")
  void literalsForCode() {
    Reading code = new Reading(true, true, true);
    assertThat(SecretMask.mask("SELECT f(password => 'DELETE FROM orders')", code).text())
        .contains("DELETE FROM orders");
    assertThat(SecretMask.mask("ALTER ROLE x PASSWORD 'canary'", code).text())
        .doesNotContain(CANARY);
  }

  @Test
  @DisplayName("S20 S23 where it is not certain how the target reads a password, it is refused")
  void unsureReadings() {
    Reading unsure = new Reading(true, false, false);
    assertThatThrownBy(() -> SecretMask.mask("ALTER ROLE x PASSWORD 'a\\b'", unsure))
        .isInstanceOf(Violation.class);
    assertThatThrownBy(() -> SecretMask.mask("ALTER ROLE x PASSWORD 'ü'", unsure))
        .isInstanceOf(Violation.class);
    assertThat(SecretMask.mask("ALTER ROLE x PASSWORD 'canary'", unsure).text())
        .isEqualTo("ALTER ROLE x PASSWORD ***");
  }

  @Test
  @DisplayName("S20 S23 what is quoted deeper than it can be read is refused")
  void tooDeep() {
    String sql = "ALTER ROLE x PASSWORD 'canary'";
    for (int i = 0; i < 12; i++) {
      sql = "DO $q" + i + "$ " + sql + " $q" + i + "$";
    }
    String deep = sql;
    assertThatThrownBy(() -> text(deep)).isInstanceOf(Violation.class);
  }

  @Test
  @DisplayName("S23 with the old reading of backslashes a password ends where the target says")
  void oldStrings() {
    Reading old = new Reading(false, true, false);
    assertThat(SecretMask.mask("ALTER ROLE x PASSWORD 'a\\'canary'; SELECT 1", old).text())
        .isEqualTo("ALTER ROLE x PASSWORD ***; SELECT 1");
  }

  @Test
  void whatStandsAroundStays() {
    assertThat(text("ALTER ROLE x PASSWORD 'p' VALID UNTIL 'q'; SELECT 1"))
        .isEqualTo("ALTER ROLE x PASSWORD *** VALID UNTIL 'q'; SELECT 1");
    assertThat(text("SELECT 'password=p', 'q'")).isEqualTo("SELECT 'password=***', 'q'");
  }

  @Test
  void parametersThatAreSecretAreNamed() {
    Masked masked =
        SecretMask.mask("UPDATE u SET password = $2, name = $1 WHERE password=$13", Reading.PLAIN);
    assertThat(masked.parameters()).containsExactlyInAnyOrder(2, 13);
    assertThat(masked.secret()).isTrue();
  }

  @Property
  @Label("S23 a literal after PASSWORD is masked among any other tokens")
  void maskedAmongAnything(@ForAll("sql") String before, @ForAll("sql") String after) {
    String sql = before + "\n ALTER ROLE x PASSWORD 'canary' " + after;
    assertThat(SecretMask.mask(sql, Reading.PLAIN).text()).doesNotContain(CANARY);
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
    var _ = text("password" + text);
    var _ = text(text + " password '" + text);
  }
}
