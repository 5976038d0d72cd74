package dev.hoist.postgres.protocol.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.postgres.protocol.codec.Violation;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
  private static final String CANARY = "canary";

  private static String text(String sql) {
    return SecretMask.mask(sql, Reading.PLAIN).text();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER ROLE x PASSWORD 'canary'",
        "ALTER ROLE x PASSWORD'canary'",
        "alter user x with encrypted password 'canary' valid until 'infinity'",
        "ALTER GROUP x UNENCRYPTED PASSWORD 'canary'",
        "CREATE ROLE x LOGIN PASSWORD E'can\\'canary' CREATEDB",
        "CREATE ROLE x PASSWORD U&'\\0041canary'",
        "CREATE ROLE x PASSWORD u&'!0041canary' UESCAPE '!'",
        "CREATE ROLE x PASSWORD N'canary'",
        "CREATE ROLE x PASSWORD B'canary'",
        "CREATE ROLE x PASSWORD x'canary'",
        "CREATE ROLE x PASSWORD $$canary$$",
        "CREATE ROLE x PASSWORD $a$can$$canary$a$",
        "CREATE ROLE x PASSWORD 'it''s canary'",
        "CREATE ROLE x PASSWORD 'a\\' canary'",
        "CREATE ROLE x PASSWORD\n 'a'\n 'canary'",
        "CREATE ROLE x PASSWORD 'a' -- b\n 'canary'",
        "CREATE ROLE x PASSWORD E'a'\n '\\'canary'",
        "CREATE ROLE x PASSWORD /* ' */ 'canary'",
        "CREATE ROLE x PASSWORD -- it's\n 'canary'",
        "CREATE ROLE x PASSWORD /* /* ' */ ' */ 'canary'",
        "/* ' */ -- '\n CREATE/**/ROLE/**/x/**/PASSWORD/**/'canary'",
        "CREATE ROLE x PASSWORD 'canary",
        "CREATE ROLE x PASSWORD 'canary horse battery'",
        "CREATE ROLE x PASSWORD 'canary/base64+x=='",
        "ALTER USER x PASSWORD 'SCRAM-SHA-256$4096:c2FsdA==$canary=:s/+='",
        "CREATE ROLE password PASSWORD 'canary'",
        "CREATE ROLE \"a'b\" PASSWORD 'canary'",
        "; CREATE ROLE y; ALTER ROLE x PASSWORD 'canary'; ALTER ROLE x VALID UNTIL 'infinity';;",
        "CREATE USER MAPPING FOR x SERVER s OPTIONS (user 'u', password 'canary')",
        "CREATE USER MAPPING FOR x SERVER s OPTIONS (\"password\" 'canary')",
        "ALTER USER MAPPING FOR x SERVER s OPTIONS (SET password 'canary')",
        "ALTER USER MAPPING FOR x SERVER s OPTIONS (ADD sslpassword 'canary', SET user 'u')",
        "CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'h', passwd 'canary')",
        "ALTER SERVER s OPTIONS (SET password $$canary$$)",
        "ALTER ROLE x PASSWORD \"canary\"",
        "ALTER ROLE x WITH LOGIN PASSWORD canary",
        "ALTER ROLE x PASSWORD\u00a0'canary'",
        "ALTER ROLE x PASSWORD = 'canary'",
        "ALTER ROLE x PASSWORD TO 'canary'",
        "ALTER ROLE x PASSWORD ('canary')",
        "CREATE USER MAPPING FOR x SERVER s OPTIONS (password \"canary\")",
        "CREATE SUBSCRIPTION s CONNECTION 'host=h password = ''canary''' PUBLICATION p",
        "CREATE SUBSCRIPTION s CONNECTION 'host=h password=a''canary' PUBLICATION p",
        "ALTER SUBSCRIPTION s CONNECTION 'password=canary'",
        "ALTER SUBSCRIPTION s CONNECTION $$password='canary x'$$",
        "ALTER SUBSCRIPTION s CONNECTION E'password=\\'a canary\\''",
        "ALTER SUBSCRIPTION s CONNECTION U&'p!0061ssword=canary' UESCAPE '!'",
        "ALTER SUBSCRIPTION s CONNECTION 'host=h pass'\n'word=canary'",
        "ALTER SUBSCRIPTION s CONNECTION 'host=h pass' -- a\n'word=canary'",
        "ALTER SUBSCRIPTION s CONNECTION 'postgresql://bob:canary@h/d'",
        "ALTER SUBSCRIPTION s CONNECTION 'postgresql://bob:a@canary?/@h/d'",
        "ALTER SUBSCRIPTION s CONNECTION 'postgres://h/d?user=u&password=canary&sslmode=require'",
        "ALTER SUBSCRIPTION s CONNECTION 'postgres://h/d?pass%77ord=canary'"
      })
  @DisplayName("S23 a password is hidden in whatever quotes it comes")
  void hidden(String sql) {
    Masked masked = SecretMask.mask(sql, Reading.PLAIN);
    assertThat(masked.text()).doesNotContain(CANARY).contains(SecretMask.HIDDEN);
    assertThat(masked.secret()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ALTER ROLE x PASSWORD 'p' VALID UNTIL 'q'; | ALTER ROLE x PASSWORD *** VALID UNTIL 'q';",
        "CREATE ROLE x PASSWORD U&'!' UESCAPE '!' | CREATE ROLE x PASSWORD *** UESCAPE '!'",
        "ALTER SERVER s OPTIONS (SET password 'p', host 'h')"
            + "| ALTER SERVER s OPTIONS (SET password ***, host 'h')",
        "ALTER SUBSCRIPTION s CONNECTION 'host=h password=p dbname=d'"
            + "| ALTER SUBSCRIPTION s CONNECTION 'host=h password=*** dbname=d'",
        "ALTER SUBSCRIPTION s CONNECTION 'postgresql://bob:p@h/d?sslpassword=q&x=y'"
            + "| ALTER SUBSCRIPTION s CONNECTION 'postgresql://bob:***@h/d?sslpassword=***&x=y'"
      })
  @DisplayName("S20 what stands around a password stays")
  void whatStandsAroundStays(String sql, String shown) {
    assertThat(text(sql)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // once a bypass
        "DO $$ declare password text := ''; begin execute password || E'DELETE\\tFROM\\torders'; end $$",
        "DO $$ declare password text := ''; begin execute password || 'DELETE'||E'\\t'||'FROM'; end $$",
        "DO $$ declare password text := ''; begin execute password || U&'DELETE\\0020FROM'; end $$",
        "SELECT query_to_xml(password || 'SELECT email FROM customers', true, false, '') FROM t",
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
        "SELECT 'password=' ; DELETE FROM orders",
        "SELECT f(password => 'DELETE FROM orders')",
        "SELECT password 'DELETE FROM orders'",
        "SELECT pg_catalog.password 'DELETE FROM orders'",
        "SELECT \"password\" 'DELETE FROM orders'",
        "SELECT password('DELETE FROM orders')",
        "SELECT alter, role, password 'DELETE FROM orders'",
        "SELECT password <-> 'DELETE FROM orders'",
        "CREATE VIEW v AS SELECT role, password 'DELETE FROM orders'",
        "CREATE TABLE t (server password DEFAULT password 'DELETE FROM orders')",
        "CREATE FOREIGN TABLE t (a text DEFAULT password 'DELETE FROM orders') SERVER s",
        "ALTER TABLE role ALTER a SET DEFAULT password 'DELETE FROM orders'",
        "SELECT query_to_xml('x://a:DELETE+FROM+orders@', true, false, '') AS password",
        "DO $$ BEGIN EXECUTE translate('x://password:DELETE+FROM+orders@', '+', ' '); END $$",
        "SELECT connection 'x://a:DELETE+FROM+orders@'",
        "\u2003CREATE\u2003ROLE x PASSWORD 'DELETE FROM orders'",
        // not where PostgreSQL has a password
        "ALTER ROLE x PASSWORD NULL VALID UNTIL 'canary'",
        "ALTER ROLE password LOGIN VALID UNTIL 'canary'",
        "ALTER ROLE password IN DATABASE d SET a.b = 'canary'",
        "CREATE ROLE x IN ROLE password ADMIN y VALID UNTIL 'canary'",
        "ALTER ROLE x SET search_path TO password, canary",
        "CREATE USER MAPPING FOR password SERVER canary",
        "ALTER SERVER password OWNER TO canary",
        "SELECT U&\"d\\0061ta\" FROM t WHERE a = 'canary'",
        "ALTER ROLE x SET a.password TO 'canary'",
        "ALTER ROLE x SET a.password = 'canary'",
        "ALTER ROLE password RENAME TO canary",
        "ALTER ROLE password SET x = 'canary'",
        "CREATE SERVER password TYPE 'canary' FOREIGN DATA WRAPPER w OPTIONS (password_required '')",
        "CREATE SUBSCRIPTION s CONNECTION 'host=h dbname=d' PUBLICATION p",
        "ALTER SUBSCRIPTION s CONNECTION 'postgres://bob@h:5432/d'",
        "SELECT 'my password is long' /* canary */",
        "SELECT password_hint FROM t WHERE password_hint = 'canary'",
        "SELECT $$passw canary",
        // data and dynamic SQL, where nothing tells a password for certain
        "UPDATE users SET password = 'canary' WHERE id = 1",
        "INSERT INTO j VALUES ('{\"password\": \"canary\"}')",
        "SELECT dblink_connect('host=h password=canary dbname=d')",
        "SELECT 'postgresql://bob:canary@db/x' AS password",
        "DO $$ BEGIN EXECUTE format('ALTER ROLE x PASSWORD %L', 'canary'); END $$",
        "DO $$ BEGIN EXECUTE 'ALTER ROLE x PASSWORD ' || quote_literal('canary'); END $$"
      })
  @DisplayName("S20 nothing that could run is hidden as a password")
  void whatCouldRunIsShown(String sql) {
    assertThat(SecretMask.mask(sql, Reading.PLAIN)).isEqualTo(new Masked(sql, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER ROLE x PASSWORD 'DELETE'; DO $$ BEGIN EXECUTE substr(current_query(), 24, 6); END $$",
        "SELECT query_to_xml(substr(current_query(), 1)); ALTER ROLE x PASSWORD 'SELECT'",
        "ALTER ROLE x PASSWORD 'DELETE'; COMMIT",
        "ALTER ROLE x PASSWORD 'DELETE'; SET CONSTRAINTS ALL IMMEDIATE",
        "SELECT alter role, password 'DELETE FROM orders'",
        "SELECT x AS alter user WHERE password 'DELETE FROM orders' = f()",
        "DO $$ BEGIN ALTER ROLE x PASSWORD 'canary'; EXECUTE substr(current_query(), 1); END $$",
        "DO $$ BEGIN IF a THEN CREATE ROLE x PASSWORD 'canary'; END IF; END $$",
        "DO 'BEGIN ALTER ROLE x PASSWORD ''canary''; END'",
        "DO E'BEGIN ALTER ROLE x PASSWORD \\'canary\\'; END'",
        "DO $$ BEGIN EXECUTE 'ALTER ROLE x PASSWORD ''canary'''; END $$",
        "DO $x$ BEGIN EXECUTE $y$ ALTER ROLE x PASSWORD 'canary' $y$; END $x$",
        "CREATE FUNCTION f() RETURNS void BEGIN ATOMIC ALTER ROLE x PASSWORD 'canary'; END",
        "EXPLAIN ALTER ROLE x PASSWORD 'canary'",
        "DO LANGUAGE E'plpgsql' '\\'; ALTER ROLE x PASSWORD 'canary'",
        "DO LANGUAGE E'plpgsql' /*\n*/ '\\'; ALTER ROLE x PASSWORD 'canary'",
        "SELECT 'ALTER ROLE x PASSWORD ''canary''' \\gexec",
        "DO $$ BEGIN ALTER SUBSCRIPTION s CONNECTION 'password=canary'; END $$"
      })
  @DisplayName("S20 S23 a password is refused where what is hidden could run")
  void refused(String sql) {
    assertThatThrownBy(() -> text(sql))
        .isInstanceOfSatisfying(Violation.class, it -> assertThat(it.hint()).contains("by itself"))
        .hasMessageNotContaining(CANARY);
  }

  @Test
  @DisplayName("S20 S23 where it is not certain how the target reads a password, it is refused")
  void unsureReadings() {
    Reading unsure = new Reading(true, false);
    for (String sql :
        new String[] {"PASSWORD 'a\\b'", "PASSWORD 'ü'", "VALID UNTIL '\\' PASSWORD 'a'"}) {
      assertThatThrownBy(() -> SecretMask.mask("ALTER ROLE x " + sql, unsure))
          .isInstanceOf(Violation.class);
    }
    assertThat(SecretMask.mask("ALTER ROLE x PASSWORD 'canary'", unsure).text())
        .isEqualTo("ALTER ROLE x PASSWORD ***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE USER MAPPING FOR x SERVER s OPTIONS (U&\"\\0070assword\" 'canary')",
        "CREATE USER MAPPING FOR x SERVER s OPTIONS (u&\"!0070assword\" UESCAPE '!' 'canary')",
        "ALTER SERVER s OPTIONS (SET U&\"passwor\\0064\" 'canary')"
      })
  @DisplayName("S23 an option whose name is in escapes is refused where it may be a password")
  void escapedNames(String sql) {
    assertThatThrownBy(() -> text(sql))
        .isInstanceOf(Violation.class)
        .hasMessageContaining("Unicode escapes")
        .hasMessageNotContaining(CANARY);
  }

  @Test
  @DisplayName("S20 S23 what is quoted deeper than it can be read is refused")
  void tooDeep() {
    String sql = "ALTER ROLE x SET password = 'canary'";
    for (int i = 0; i < 12; i++) {
      sql = "DO $q" + i + "$ " + sql + " $q" + i + "$";
    }
    String deep = sql;
    assertThatThrownBy(() -> text(deep))
        .isInstanceOf(Violation.class)
        .hasMessageContaining("8 deep");
  }

  @Test
  @DisplayName("S23 with the old reading of backslashes a password ends where the target says")
  void oldStrings() {
    Reading old = new Reading(false, true);
    assertThat(SecretMask.mask("ALTER ROLE x PASSWORD 'a\\'canary'; CREATE ROLE y", old).text())
        .isEqualTo("ALTER ROLE x PASSWORD ***; CREATE ROLE y");
    String sql = "DO '\\'; ALTER ROLE x PASSWORD ' ; DELETE FROM orders; --'";
    assertThat(SecretMask.mask(sql, old)).isEqualTo(new Masked(sql, false));
    assertThatThrownBy(() -> text(sql)).isInstanceOf(Violation.class);
  }

  @Property
  void anyTextIsTaken(@ForAll String text) {
    for (String sql : new String[] {"password" + text, "ALTER ROLE x PASSWORD '" + text}) {
      try {
        var _ = text(sql);
      } catch (Violation refused) {
        assertThat(refused.hint()).isNotEmpty();
      }
    }
  }
}
