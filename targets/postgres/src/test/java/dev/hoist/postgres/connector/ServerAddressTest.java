package dev.hoist.postgres.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @ParameterizedTest
  @ValueSource(strings = {"db.example.org:5432", "127.0.0.1:1", "[::1]:65535"})
  void aHostAndAPort(String text) {
    assertThat(ServerAddress.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://hoist:canary@db:5432/x",
        "db:5432/x?password=canary",
        "canary",
        "hoist:canary@db:5432",
        "db:0",
        "db:99999",
        ""
      })
  @DisplayName("S23 what is no address is not told: people put passwords into addresses")
  void anythingElse(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerAddress.parse(text))
        .withMessageNotContaining("canary");
  }
}
