package dev.hoist.postgres.protocol.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.embedded.testing.TestPostgres;
import dev.hoist.postgres.protocol.codec.Body;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterTextTest {
  private static String shown(int oid, byte[] bytes) {
    Body body = new Body().over(ByteBuffer.wrap(bytes), 0, bytes.length);
    String text = ParameterText.binary(oid, body, bytes.length, StandardCharsets.UTF_8);
    body.end();
    return text;
  }

  @ParameterizedTest
  @CsvSource({
    "16, 01, t",
    "16, 00, f",
    "21, fff9, -7",
    "23, fffffff9, -7",
    "20, 7fffffffffffffff, 9223372036854775807",
    "26, ffffffff, 4294967295",
    "700, 3fc00000, 1.5",
    "701, 3ff8000000000000, 1.5",
    "25, c3bc, ü",
    "1043, 6162, ab",
    "3802, 017b7d, {}",
    "2950, a0eebc999c0b4ef8bb6d6bb9bd380a11, a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
    "1082, 00002553, 2026-02-28",
    "1082, 7fffffff, infinity",
    "1114, 0000000000000000, 2000-01-01T00:00",
    "1184, 00000000000f4240, 2000-01-01T00:00:01Z",
    "1184, 8000000000000000, -infinity",
    "1700, 0002000000000002000c0d80, 12.34",
    "1700, 0001000040000000002a, -42",
    "1700, 00000000c0000000, NaN",
    "17, 00ff, \\x00ff",
    "0, 2a, \\x2a",
    "23, 2a, \\x2a",
    "1700, 2a, \\x2a"
  })
  void commonTypesAreReadable(int oid, String hex, String text) {
    assertThat(shown(oid, HexFormat.of().parseHex(hex))).isEqualTo(text);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "bool, true",
    "int2, -32768",
    "int4, 2147483647",
    "int8, -9223372036854775808",
    "oid, 4294967295",
    "float8, 1.5",
    "text, naïve",
    "uuid, a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
    "jsonb, 1",
    "date, 2026-04-01",
    "date, -infinity",
    "numeric, 0",
    "numeric, 0.00001",
    "numeric, -12345678901234567890.1200",
    "numeric, 1000000000000000000000000",
    "numeric, NaN"
  })
  void valuesReadAsTheServerPrintsThem(String type, String literal) throws SQLException {
    String sql =
        "SELECT '%2$s'::%1$s::text, '%1$s'::regtype::oid::int, %3$s('%2$s'::%1$s)"
            .formatted(
                type,
                literal,
                type
                    + (Set.of("date", "numeric", "uuid", "jsonb").contains(type)
                        ? "_send"
                        : "send"));
    try (Connection connection = TestPostgres.shared().connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      String printed = type.equals("bool") ? row.getString(1).substring(0, 1) : row.getString(1);
      assertThat(shown(row.getInt(2), row.getBytes(3))).isEqualTo(printed);
    }
  }

  @Test
  void longValuesAreCutAndDigested() {
    byte[] bytes = new byte[ParameterText.MAX_VALUE + 1];
    assertThat(shown(17, bytes)).endsWith(" [8193 bytes, sha256 " + sha256(bytes) + "]");
    assertThat(shown(25, bytes)).endsWith(" [8193 bytes, sha256 " + sha256(bytes) + "]");
  }

  private static String sha256(byte[] bytes) {
    var digest = dev.hoist.postgres.protocol.codec.Sha256.begin();
    digest.update(bytes);
    return dev.hoist.postgres.protocol.codec.Sha256.hex(digest);
  }

  @Property
  void anyBytesOfAnyTypeAreShownAndConsumed(@ForAll byte[] bytes) {
    for (int oid : new int[] {0, 16, 17, 20, 21, 23, 25, 26, 700, 701, 1082, 1114, 1184, 1700}) {
      assertThat(shown(oid, bytes)).isNotNull();
    }
    assertThat(shown(2950, bytes)).isNotNull();
    assertThat(shown(3802, bytes)).isNotNull();
  }
}
