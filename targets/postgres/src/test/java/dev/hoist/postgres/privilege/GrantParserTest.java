package dev.hoist.postgres.privilege;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantParserTest {
  @Test
  void allTablesOfSchemas() throws Exception {
    PrivilegeGrant grant = GrantParser.grant("SELECT, insert ON ALL TABLES IN SCHEMA public, App");
    assertThat(grant.privileges())
        .extracting(PrivilegeGrant.Granted::privilege)
        .containsExactly(Privilege.SELECT, Privilege.INSERT);
    assertThat(grant.objects())
        .isEqualTo(new Objects.AllIn(ObjectClass.TABLE, List.of(name("public"), name("app"))));
  }

  @Test
  void columnsOfATable() throws Exception {
    PrivilegeGrant grant = GrantParser.grant("SELECT (id, \"E mail\"), DELETE ON customers");
    assertThat(grant.privileges().getFirst().columns()).containsExactly(name("id"), name("E mail"));
    assertThat(grant.privileges().getLast().columns()).isEmpty();
    assertThat(grant.objects()).isEqualTo(table("public", "customers"));
  }

  @Test
  void functionsKeepTheirTypesAsWritten() throws Exception {
    assertThat(
            GrantParser.grant("EXECUTE ON FUNCTION public.f(int, numeric(10,2)[]), g()").objects())
        .isEqualTo(
            new Objects.Routines(
                ObjectClass.FUNCTION,
                List.of(
                    new Objects.Routine(qualified("public", "f"), "int, numeric(10,2)[]"),
                    new Objects.Routine(qualified("public", "g"), ""))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT ON orders            | public | orders",
        "SELECT ON TABLE orders      | public | orders",
        "SELECT ON table.orders      | table  | orders",
        "SELECT ON Größe.\"Ä b\"     | größe  | Ä b",
        "SELECT ON \"a\"\"b\".\".\"  | a\"b   | .",
        "SELECT ON schema            | public | schema",
        "SELECT ON\t_x$1            | public | _x$1",
      })
  void namesOfTables(String text, String schema, String table) throws Exception {
    assertThat(GrantParser.grant(text).objects()).isEqualTo(table(schema, table));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "USAGE ON SCHEMA app, public",
        "CONNECT, TEMP ON DATABASE orders",
        "USAGE, SELECT ON SEQUENCE a.b",
        "USAGE ON ALL SEQUENCES IN SCHEMA public",
        "EXECUTE ON ALL ROUTINES IN SCHEMA public",
        "USAGE ON TYPE mood",
        "MAINTAIN ON orders",
      })
  void othersThatAreTaken(String text) throws Exception {
    assertThat(GrantParser.grant(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                      | should be a privilege",
        "ALL ON orders                           | name the privileges",
        "SELEKT ON orders                        | 'SELEKT' at position 1 should be a privilege (SELECT, INSERT",
        "SELECT orders                           | 'orders' at position 8 should be ON",
        "SELECT ON                               | the end at position 10 should be a name",
        "SELECT ON orders TO bob                 | hoist adds who gets it",
        "SELECT ON orders WITH GRANT OPTION      | gives no grant option",
        "SELECT ON orders; DROP TABLE orders     | ';' at position 17",
        "SELECT ON orders -- x                   | '-' at position 18",
        "SELECT ON ord-ers                       | in double quotes",
        "SELECT ON \"orders                      | the quote at position 11 is never closed",
        "SELECT ON \"\"                          | not empty",
        "EXECUTE ON orders                       | EXECUTE is not given on a TABLE; that takes SELECT",
        "INSERT ON SEQUENCE s                    | INSERT is not given on a SEQUENCE",
        "SELECT ON ALL VIEWS IN SCHEMA public    | one of TABLES, SEQUENCES",
        "SELECT ON ALL TABLES                    | should be IN",
        "EXECUTE ON FUNCTION f                   | after f come its argument types",
        "EXECUTE ON FUNCTION f(int               | should be ')'",
        "DELETE (id) ON orders                   | DELETE is not given on columns",
        "SELECT (id) ON ALL TABLES IN SCHEMA a   | named table only",
        "SELECT (id) ON SEQUENCE s               | named table only",
        "SELECT ON a.b.c                         | '.' at position 14 should be the end",
        "SELECT ON sixty-four                    | double quotes",
        "SELECT ON a, , b                        | ',' at position 14",
        "CREATE ON TABLESPACE t                  | should be the end",
      })
  void othersAreRefusedWithTheNextMove(String text, String message) {
    assertThatThrownBy(() -> GrantParser.grant(text))
        .isInstanceOf(PrivilegeSyntaxException.class)
        .hasMessageContaining(message);
  }

  @Test
  void namesTooLongForTheServerAreRefusedBeforeItCutsThem() {
    assertThatThrownBy(() -> GrantParser.grant("SELECT ON " + "ä".repeat(32)))
        .hasMessageContaining("longer than PostgreSQL's 63 bytes");
    assertThatThrownBy(() -> GrantParser.grant("SELECT ON " + "a, ".repeat(4000) + "a"))
        .hasMessageContaining("split it");
    assertThatThrownBy(() -> GrantParser.grant("SELECT ON \"a\0b\"")).hasMessageContaining("NUL");
  }

  private static Objects table(String schema, String name) {
    return new Objects.Named(ObjectClass.TABLE, List.of(qualified(schema, name)));
  }

  private static QualifiedName qualified(String schema, String name) {
    return new QualifiedName(name(schema), name(name));
  }

  private static Identifier name(String value) {
    return new Identifier(value);
  }
}
