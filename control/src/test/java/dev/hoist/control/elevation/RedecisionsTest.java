package dev.hoist.control.elevation;

import static dev.hoist.control.testing.SmallPolicy.terms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.testing.SmallPolicy;
import dev.hoist.control.testing.World;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.RequestId;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What follows from a changed policy while the store fails. */
@Tag("slow")
final class RedecisionsTest {
  private static final SmallPolicy CHANGED =
      SmallPolicy.usual().without("fix").with("read", terms(2));

  private final World world = new World().start();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @DisplayName("S08 what waits is decided again, and grants are listed, once the store is back")
  void storeLostWhilePolicyLoads() {
    Stored granted = granted();
    Stored pending = world.opened(world.sam, "fix");

    world.changeAndLoseStore(CHANGED);

    world.eventually(pending.id(), Elevation.Denied.class);
    eventuallyTold(1);
    assertThat(world.told("policy.affected").getFirst()).contains(granted.id().grant().toString());
  }

  @Test
  @DisplayName("S21 only what failed is tried again; what succeeded is not told twice")
  void oneThatCannotBeWritten() {
    granted();
    Stored pending = world.opened(world.sam, "fix");
    refuse(pending.id());

    world.change(CHANGED);

    assertThat(world.now(pending.id())).isInstanceOf(Elevation.Pending.class);
    eventuallyTold(1);
    sql("DROP TRIGGER refuse ON decision");
    world.eventually(pending.id(), Elevation.Denied.class);
    assertThat(world.told("policy.affected")).hasSize(1);
  }

  private Stored granted() {
    Stored asked = world.opened(world.ana, "read");
    world.eventually(asked.id(), Elevation.Active.class);
    return asked;
  }

  private void eventuallyTold(int times) {
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(world.told("policy.affected")).hasSize(times));
  }

  /** As a store that is broken for one request. */
  private void refuse(RequestId id) {
    sql(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'not now'; END $$
        """);
    sql(
        "CREATE TRIGGER refuse BEFORE INSERT ON decision FOR EACH ROW WHEN (NEW.elevation = "
            + id.number()
            + ") EXECUTE FUNCTION refuse()");
  }

  private void sql(String statement) {
    world.database.jdbc().sql(statement).update();
  }
}
