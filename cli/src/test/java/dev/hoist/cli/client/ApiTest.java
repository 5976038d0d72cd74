package dev.hoist.cli.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.cli.base.Failure;
import dev.hoist.cli.base.Shell;
import dev.hoist.cli.support.FakeApi;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ApiTest {
  @Test
  void anAnswerThatDoesNotEndIsCutOff() {
    try (var server = new FakeApi()) {
      server.silentEvents("GET /api/v1/me");
      var endpoint =
          new Endpoint(
              URI.create(server.url()),
              Optional.empty(),
              Optional.of(FakeApi.ca()),
              Optional.empty());
      var api = new Api(endpoint, Shell.system(), Duration.ofMillis(200));

      assertThatThrownBy(() -> api.get("/api/v1/me", JsonNode.class))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("broke");
    }
  }
}
