package dev.hoist.control.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class RefusalLogTest {
  private final List<AuditEntry.Administered> told = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-03T10:00:00Z");
  private final RefusalLog log =
      new RefusalLog(entry -> told.add((AuditEntry.Administered) entry), () -> now);

  private void refuse(String from, int times) {
    for (int i = 0; i < times; i++) {
      log.tell(new RefusalLog.Refused(Optional.empty(), from, "GET /api/v1/me", "no"));
    }
  }

  @Test
  void theFirstOfAMinuteAreToldAndTheRestIsCounted() {
    refuse("10.0.0.1", 1_000);
    refuse("10.0.0.2", 1);
    assertThat(told).hasSize(21);
    log.flush();
    assertThat(told).hasSize(21);

    now = now.plusSeconds(61);
    log.flush();
    log.flush();

    assertThat(told).hasSize(22);
    assertThat(told.getLast().details())
        .containsEntry("times", "980")
        .containsEntry("most", "10.0.0.1 1000 times");
    refuse("10.0.0.1", 1);
    assertThat(told).hasSize(23);
  }

  @Test
  void manySourcesTogetherCannotFillTheLogEither() {
    for (int i = 0; i < 5_000; i++) {
      refuse("source-" + i, 1);
    }
    assertThat(told).hasSize(300);

    now = now.plusSeconds(61);
    refuse("source-1", 1);

    assertThat(told).hasSize(302);
    assertThat(told.get(300).details()).containsEntry("times", "4700");
  }

  @Test
  void aFloodOfStrangersHidesNoPerson() {
    for (int i = 0; i < 5_000; i++) {
      refuse("source-" + i, 1);
    }
    var id = new SubjectId(UUID.randomUUID());
    var ana = new Subject(id, id, "ana", Subject.Kind.PERSON);
    log.tell(new RefusalLog.Refused(Optional.of(ana), "10.0.0.1", "GET /api/v1/users", "no"));

    assertThat(told.getLast().by()).contains(ana);
  }

  @Test
  void aLogThatCannotBeWrittenIsNoReasonToFail() {
    var broken =
        new RefusalLog(
            entry -> {
              throw new IllegalStateException("the store is gone");
            },
            () -> now);
    broken.tell(new RefusalLog.Refused(Optional.empty(), "10.0.0.1", "no route", "no"));
    assertThat(told).isEmpty();
  }
}
