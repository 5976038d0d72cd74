package dev.hoist.control.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.audit.verify.AuditVerifier;
import dev.hoist.kernel.audit.verify.Verdict;
import dev.hoist.wire.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class AuditRoutesTest {
  private static ApiWorld world;

  @TempDir Path copy;

  @BeforeAll
  static void start() throws IOException {
    world = new ApiWorld();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void loginsRefusalsAndAdministrationAreTold() {
    ApiClient ana = world.user("ana", "sre");
    ana.get("/users").expect(ProblemCode.FORBIDDEN);
    world.client().as("hoist_" + "y".repeat(43)).get("/me").expect(ProblemCode.LOGIN_NEEDED);
    world.client().post("/login", Map.of("name", "ana", "password", "no"));
    String entries = world.admin().get("/audit/entries?limit=200").expect(200).body();
    assertThat(entries)
        .contains(
            "bootstrap",
            "user.add",
            "api.refused",
            "not an administrator",
            "unknown, expired or revoked",
            "GET /api/v1/users",
            "127.0.0.1");
  }

  @Test
  void entriesComeInPages() {
    var first = world.admin().get("/audit/entries?limit=1").expect(200);
    var next = world.admin().get("/audit/entries?limit=1&cursor=" + first.field("next"));
    long newer = first.json().path("items").get(0).path("index").asLong();
    long older = next.expect(200).json().path("items").get(0).path("index").asLong();
    assertThat(older).isEqualTo(newer - 1);
  }

  @Test
  @DisplayName("S22 the exported log is whole, verifies, and holds no key")
  void theExportVerifies() throws IOException {
    for (int i = 0; i < 300; i++) {
      world.plane.trail().append(entry(i));
    }
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> size(world.admin().get("/audit/checkpoint").body()) > 300);
    ApiClient admin = world.admin();
    HttpResponse<byte[]> zip =
        admin.send(admin.request("/audit/export").GET(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(zip.headers().firstValue("Content-Type")).contains("application/zip");
    unzip(zip.body());
    Verdict verdict = AuditVerifier.verify(copy, Optional.empty());
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Intact.class, intact -> assertThat(intact.size()).isGreaterThan(300));
    assertThat(copy.resolve("audit.key")).doesNotExist();
  }

  private static dev.hoist.control.audit.AuditEntry entry(int number) {
    return new dev.hoist.control.audit.AuditEntry.Alarm(
        world.plane.time().now(), Optional.empty(), "test alarm " + number);
  }

  private static long size(String checkpoint) {
    return Long.parseLong(checkpoint.lines().skip(1).findFirst().orElse("0"));
  }

  private void unzip(byte[] bytes) throws IOException {
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        Path file = copy.resolve(e.getName());
        Files.createDirectories(file.getParent());
        Files.write(file, zip.readAllBytes());
      }
    }
  }
}
