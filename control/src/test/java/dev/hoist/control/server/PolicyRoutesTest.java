package dev.hoist.control.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.wire.ProblemCode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Proposals over HTTPS; what becomes of them is the business of PolicyChangesTest. */
@Tag("slow")
final class PolicyRoutesTest {
  private static ApiWorld world;
  private static ApiClient ana;

  @BeforeAll
  static void start() throws IOException {
    world = new ApiWorld();
    ana = world.user("ana", "sre");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static Map<String, ?> push(String name, String text) {
    return Map.of("files", List.of(Map.of("name", name, "text", text)));
  }

  @Test
  void whatWasInForceIsListed() {
    var page = ana.get("/policy/versions").expect(200).json().path("items");

    assertThat(page).hasSize(1);
    assertThat(page.path(0).path("inForce").asBoolean()).isTrue();
    assertThat(page.path(0).path("origin").asString()).isEqualTo("folder");
  }

  @Test
  void badNamesAreToldToWhoPushes() {
    ana.post("/policy/pushes", push("../../etc/passwd.yaml", "x")).expect(ProblemCode.INVALID);
  }

  @Test
  void aPolicyMayBeLongerThanOtherBodiesAndNotForEver() {
    ana.post("/policy/pushes", push("small.yaml", "x".repeat(1 << 20)))
        .expect(ProblemCode.INVALID); // read, and found to change nothing for this loader
    ana.post("/policy/pushes", push("small.yaml", "x".repeat(4 << 20)))
        .expect(ProblemCode.TOO_LARGE);
    ana.post("/policy/rollbacks", Map.of("hash", "a".repeat(100_000)))
        .expect(ProblemCode.TOO_LARGE);
  }

  @Test
  void aRollbackIsToAHashThatWasInForce() {
    ana.post("/policy/rollbacks", Map.of("hash", "xyz")).expect(ProblemCode.INVALID);
    ana.post("/policy/rollbacks", Map.of("hash", "a".repeat(64))).expect(ProblemCode.NOT_FOUND);
  }
}
