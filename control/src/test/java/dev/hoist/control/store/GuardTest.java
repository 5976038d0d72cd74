package dev.hoist.control.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.control.elevation.Stored;
import dev.hoist.control.testing.SmallPolicy;
import dev.hoist.control.testing.World;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.policy.Aftercare;
import dev.hoist.kernel.policy.Extension;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the database itself does not let anyone do. */
@Tag("slow")
final class GuardTest {
  private final World world = new World();
  private final Stored asked = world.opened(world.ana, "fix");

  @AfterEach
  void close() {
    world.close();
  }

  private void sql(String statement) {
    world.database.jdbc().sql(statement).update();
  }

  @ParameterizedTest
  @CsvSource({
    "active",
    "provisioning",
    "revoking",
    "ended",
    "failed",
    "new",
  })
  @DisplayName("S13 the database refuses transitions that the lifecycle does not know")
  void illegal(String state) {
    assertThatThrownBy(
            () -> sql("UPDATE elevation SET version = version + 1, state = '" + state + "'"))
        .hasMessageContaining("R-1 cannot go from pending to " + state);
  }

  @Test
  @DisplayName("S13 the database refuses to bring back what is over")
  void terminal() {
    world.elevations().withdraw(asked.id(), world.ana);

    assertThatThrownBy(() -> sql("UPDATE elevation SET version = version + 1, state = 'pending'"))
        .hasMessageContaining("cannot go from withdrawn to pending");
  }

  @Test
  @DisplayName("S09 the database refuses to change what was asked")
  void asked() {
    assertThatThrownBy(
            () -> sql("UPDATE elevation SET version = version + 1, requester = gen_random_uuid()"))
        .hasMessageContaining("never changes");
  }

  @Test
  @DisplayName("S02 the database refuses to move an expiry")
  void expiry() {
    world.approve(asked, world.dana);

    assertThatThrownBy(
            () ->
                sql(
                    "UPDATE elevation SET version = version + 1, state = 'provisioning',"
                        + " granted_until = granted_until + interval '1 hour'"))
        .hasMessageContaining("never moves");
  }

  private static final String EXTEND =
      "UPDATE elevation SET version = version + 1, granted_until = granted_until + interval '%s',"
          + " snapshot = jsonb_set(snapshot, '{grant,extensions}', '[%s]') WHERE number = 2";

  private void extendable() {
    var limits =
        new Limits(Optional.of(new Extension(Duration.ofMinutes(30), 1)), Optional.empty());
    world.change(
        SmallPolicy.usual()
            .with(
                "read",
                new Terms(Duration.ofHours(1), List.of(), limits, Aftercare.NONE, List.of())));
    world.start();
    world.eventually(world.opened(world.ana, "read").id(), Elevation.Active.class);
  }

  @Test
  @DisplayName("S02 S08 the database refuses an extension that is longer than was approved")
  void extendedTooLong() {
    extendable();
    for (String longer : List.of("31 minutes", "0 minutes", "-1 minutes")) {
      assertThatThrownBy(() -> sql(EXTEND.formatted(longer, "{}")))
          .hasMessageContaining("R-2 may not be extended from");
    }
    assertThatThrownBy(() -> sql(EXTEND.formatted("30 minutes", "{},{}")))
        .hasMessageContaining("R-2 may not be extended");
  }

  @Test
  @DisplayName("S02 S08 the database refuses an extension more than was approved, and one too late")
  void extendedTooOften() {
    extendable();
    assertThatThrownBy(
            () ->
                sql(
                    EXTEND
                        .formatted("30 minutes", "{}")
                        .replace("SET", "SET changed_at = granted_until,")))
        .hasMessageContaining("R-2 is over");
    sql(EXTEND.formatted("30 minutes", "{}"));
    assertThatThrownBy(() -> sql(EXTEND.formatted("1 minute", "{},{}")))
        .hasMessageContaining("R-2 may not be extended");
  }

  @Test
  @DisplayName("S08 the database refuses to change what was approved by way of an extension")
  void extendedOtherwise() {
    extendable();
    assertThatThrownBy(
            () ->
                sql(
                    EXTEND
                        .formatted("30 minutes", "{}")
                        .replace("jsonb_set(snapshot", "jsonb_set(snapshot #- '{request,rule}'")))
        .hasMessageContaining("changes nothing that was approved");
  }

  @Test
  void nothingIsDeletedOrRewritten() {
    assertThatThrownBy(() -> sql("DELETE FROM elevation")).hasMessageContaining("never deleted");
    assertThatThrownBy(() -> sql("DELETE FROM audit_entry")).hasMessageContaining("only grows");
    assertThatThrownBy(() -> sql("UPDATE audit_entry SET body = ''"))
        .hasMessageContaining("only grows");
    assertThatThrownBy(() -> sql("UPDATE decision SET policy = ''"))
        .hasMessageContaining("only grows");
  }

  @Test
  @DisplayName("S11 the database keeps one voice of a person for what was shown")
  void oneVoice() {
    world.approve(asked, world.dana);

    assertThatThrownBy(
            () ->
                sql(
                    "INSERT INTO approval SELECT elevation, shown, person, gen_random_uuid(), 0,"
                        + " now() FROM approval"))
        .hasMessageContaining("approval_pkey");
  }

  @Test
  void decisionsAreKeptWithFactsAndPolicy() {
    String facts =
        world
            .database
            .jdbc()
            .sql("SELECT facts FROM decision WHERE elevation = 1")
            .query(String.class)
            .single();
    String decision =
        world
            .database
            .jdbc()
            .sql("SELECT decision FROM decision WHERE elevation = 1")
            .query(String.class)
            .single();

    var again = dev.hoist.control.testing.SmallPolicy.usual().decide(DecisionJson.readFacts(facts));
    assertThat(again).isEqualTo(DecisionJson.readDecision(decision));
  }
}
