package dev.hoist.postgres.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentationTest {
  @ParameterizedTest
  @ValueSource(strings = {"connector-account.sql", "connector-schema.sql", "connector-role.sql"})
  void showsTheScriptsThatAreTested(String script) throws IOException {
    try (var resource = ConnectorAccount.class.getResourceAsStream(script)) {
      assertThat(resource).isNotNull();
      assertThat(Files.readString(Path.of("../../docs/targets/postgres.md")))
          .contains(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
