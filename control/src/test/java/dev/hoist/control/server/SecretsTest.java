package dev.hoist.control.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.wire.AccessView;
import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@Tag("slow")
final class SecretsTest {
  private static final String CANARY = "canary-8f3a-password";

  @Test
  @DisplayName("S23 no password, token or code is in a log, an error or the audit log")
  void secretsStayWhereTheyBelong() throws IOException {
    List<String> secrets = new ArrayList<>(List.of(CANARY, ApiWorld.PASSWORD));
    String said;
    String audit;
    try (var log = HeardLog.everything();
        var world = new ApiWorld()) {
      secrets.add(world.server.firstAdminCode().orElseThrow().reveal());
      secrets.add(world.admin().token());
      secrets.addAll(useSecrets(world));
      audit =
          String.join(
              "\n", world.plane.audit().from(0, 1_000).stream().map(line -> line.json()).toList());
      LoggerFactory.getLogger(SecretsTest.class).debug("the log is listened to");
      said = log.text();
    }
    // Without these the test could pass by having listened to nothing.
    assertThat(said).contains("the log is listened to", "HikariDataSource");
    assertThat(audit).contains("\"ana\"");
    for (String secret : secrets) {
      assertThat(said).doesNotContain(secret);
      assertThat(audit).doesNotContain(secret);
    }
  }

  private static List<String> useSecrets(ApiWorld world) {
    ApiClient ana = world.user("ana", "sre");
    RequestView asked =
        ana.post("/requests", Map.of("target", "orders", "role", "read", "for", "PT10M"))
            .as(RequestView.class);
    StoryTest.eventually(ana, asked.id(), RequestState.ACTIVE);
    AccessView access =
        ana.post("/grants/" + asked.id().replace('R', 'G') + "/access").as(AccessView.class);
    misuse(world.client(), "/login", "{\"name\":\"ana\",\"password\":\"" + CANARY + "\"}");
    misuse(world.client(), "/login", "{\"name\":\"ana\",\"password\":[\"" + CANARY + "\"]}");
    misuse(world.client(), "/login", "{\"name\":\"ana\",\"" + CANARY + "\":1,\"password\":\"x\"}");
    misuse(world.client(), "/login", "{\"name\":\"ana\",\"password\":\"" + CANARY);
    misuse(world.client(), "/login?password=" + CANARY, "{}");
    misuse(
        world.client(),
        "/bootstrap",
        "{\"code\":\"" + CANARY + "\",\"name\":\"eve\",\"password\":\"" + CANARY + "\"}");
    misuse(world.admin(), "/users", "{\"name\":\"E V E\",\"password\":\"" + CANARY + "\"}");
    world.client().as(CANARY).get("/me").expect(ProblemCode.LOGIN_NEEDED);
    return List.of(ana.token(), access.token());
  }

  private static void misuse(ApiClient client, String path, String body) {
    var reply = client.postRaw(path, body);
    assertThat(reply.status()).isBetween(400, 499);
    assertThat(reply.body()).doesNotContain(CANARY);
  }
}
