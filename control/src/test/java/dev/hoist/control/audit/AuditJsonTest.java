package dev.hoist.control.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.audit.AuditTree;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.PolicyOrigin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class AuditJsonTest {
  private static final Instant AT = Instant.parse("2026-11-03T10:00:00Z");
  private static final SubjectId ID = new SubjectId(new UUID(0, 1));

  @Test
  void keysAreSortedAndWhatIsAbsentIsLeftOut() {
    var moved =
        new AuditEntry.Moved(
            AT, new RequestId(7), "pending", "lapsed", Optional.empty(), "late", Optional.empty());

    assertThat(AuditJson.write(moved))
        .isEqualTo(
            "{\"at\":\"2026-11-03T10:00:00Z\",\"from\":\"pending\",\"request\":\"R-7\","
                + "\"to\":\"lapsed\",\"type\":\"moved\",\"why\":\"late\"}");
  }

  @Test
  void whoIsToldByIdAndName() {
    var told =
        new AuditEntry.Administered(
            AT,
            Optional.of(new Subject(ID, ID, "ana", Subject.Kind.PERSON)),
            "user.add",
            "sam",
            Map.of("groups", "sre"));

    assertThat(AuditJson.write(told))
        .contains("\"by\":{\"id\":\"00000000-0000-0000-0000-000000000001\",\"name\":\"ana\"}");
  }

  @Test
  void noEntryIsLongerThanTheLogTakes() {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      many.put("k" + i + "€".repeat(300), "€".repeat(10_000));
    }
    var details = new AuditEntry.Administered(AT, Optional.empty(), "€".repeat(9_000), "on", many);
    var problems = new AuditEntry.PolicyRejected(AT, Collections.nCopies(9_000, "€".repeat(9_000)));
    var loaded =
        new AuditEntry.PolicyLoaded(
            AT,
            new PolicyHash("0".repeat(64)),
            Collections.nCopies(900, "€".repeat(900)),
            Collections.nCopies(900, "€".repeat(900)),
            new PolicyOrigin(
                PolicyOrigin.Way.GIT,
                Optional.of("€".repeat(9_000)),
                Optional.of("€".repeat(9_000))));

    for (AuditEntry entry : java.util.List.of(details, problems, loaded)) {
      byte[] bytes = AuditJson.write(entry).getBytes(StandardCharsets.UTF_8);
      assertThat(bytes.length).isLessThan(AuditTree.MAX_ENTRY);
    }
  }
}
