package dev.hoist.control.elevation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.testing.SmallPolicy;
import dev.hoist.control.testing.World;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.session.Login;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a stop, a crash or a target that is away leaves behind. */
@Tag("slow")
final class RecoveryTest {
  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @DisplayName("S25 what was approved before the stop is provisioned after it")
  void goesOn() {
    Stored asked = world.opened(world.ana, "fix");
    world.approve(asked, world.dana);

    world.restart();

    world.eventually(asked.id(), Elevation.Active.class);
  }

  @Test
  @DisplayName("L02 what expired while the server was down is ended at its start")
  void expiredWhileDown() {
    world.start();
    Stored asked = world.opened(world.ana, "read");
    world.eventually(asked.id(), Elevation.Active.class);

    world.pass(Duration.ofHours(5));
    world.restart();

    var ended = world.eventually(asked.id(), Elevation.Ended.class);
    assertThat(ended.end().cause()).isEqualTo(EndCause.EXPIRED);
    assertThat(world.target.made()).isEmpty();
  }

  @Test
  @DisplayName("S01 L02 grants end in time behind any number of elevations that cannot be moved")
  void unmovableOnesDoNotStandInTheWay() {
    world.start();
    world.database.jdbc().sql("SELECT setval('request_number', 1000)").query(Long.class).single();
    Stored template = world.opened(world.ana, "fix");
    Stored asked = world.opened(world.ana, "read");
    world.eventually(asked.id(), Elevation.Active.class);
    world
        .database
        .jdbc()
        .sql(
            """
            INSERT INTO elevation SELECT n, 1, state, requester, target_name, target_id, role_name,
              role_id, NULL, wakes_at - interval '1 day', live, '{"state": "spoilt"}', requested_at,
              changed_at FROM elevation, generate_series(1, 150) n WHERE number = ?""")
        .param(template.id().number())
        .update();

    world.pass(Duration.ofHours(5));

    world.eventually(asked.id(), Elevation.Ended.class);
    world.eventually(template.id(), Elevation.Lapsed.class);
    assertThat(world.store.nextWake(world.time().now())).isEmpty();
  }

  @Test
  @DisplayName("S16 what cannot be read does not keep others' grants from ending")
  void unreadableOnesDoNotHideOthers() {
    world.start();
    Stored template = world.opened(world.sam, "fix");
    Stored asked = world.opened(world.ana, "read");
    world.eventually(asked.id(), Elevation.Active.class);
    world
        .database
        .jdbc()
        .sql(
            """
            INSERT INTO elevation SELECT 1000, 1, state, requester, target_name, target_id,
              role_name, role_id, NULL, NULL, live, '{"state": "spoilt"}', requested_at, changed_at
              FROM elevation WHERE number = ?""")
        .param(template.id().number())
        .update();

    assertThat(world.elevations().revokeAllOn(SmallPolicy.TARGET, world.dana, "enough"))
        .extracting(Stored::id)
        .contains(asked.id());
    world.eventually(asked.id(), Elevation.Ended.class);
  }

  @Test
  @DisplayName("S03 whatever no live grant holds is removed from the target at the start")
  void leftovers() {
    Stored asked = world.opened(world.ana, "fix");
    world.target.leave(asked.id().grant());
    world.target.leave(new GrantId(4711));

    world.start();

    Awaitility.await().until(world.target::made, Set::isEmpty);
    Awaitility.await().until(() -> world.told("leftover").size(), n -> n == 2);
    assertThat(world.now(asked.id())).isInstanceOf(Elevation.Pending.class);
  }

  @Test
  void aLoginIsMadeAnewAfterARestart() {
    world.start();
    Stored asked = world.opened(world.ana, "read");
    world.eventually(asked.id(), Elevation.Active.class);
    world.restart();

    Optional<Login> login = world.engine().logins().of(asked.id().grant());

    assertThat(login).isPresent();
    assertThat(world.told("outcome").getLast()).contains("renew_login");
  }

  @Test
  @DisplayName("S21 a fresh login that was announced before a crash gets an outcome after it")
  void anAnnouncedLoginGetsItsOutcome() {
    world.start();
    Stored asked = world.opened(world.ana, "read");
    world.eventually(asked.id(), Elevation.Active.class);
    var now = world.time().now();
    var request = asked.elevation().request();
    var intent =
        new AuditEntry.Intent(
            now, asked.id().grant(), "renew_login", request.target(), request.role());
    world.store.commit(Change.telling(now, intent));

    world.restart();

    assertThat(world.told("outcome").getLast())
        .contains("renew_login", "\"ok\":false", "the server stopped before it was known");
    assertThat(world.store.untoldRenewals()).isEmpty();
  }

  @Test
  void noLoginForAGrantThatIsOver() {
    world.start();
    Stored asked = world.opened(world.ana, "read");
    world.eventually(asked.id(), Elevation.Active.class);
    world.elevations().done(asked.id(), world.ana);
    world.eventually(asked.id(), Elevation.Ended.class);

    assertThat(world.engine().logins().of(asked.id().grant())).isEmpty();
  }

  @Test
  @DisplayName("L01 a target that says no fails the grant explicitly, and is cleaned up")
  void refusedTarget() {
    world.start();
    world.target.refuses(true);
    Stored asked = world.opened(world.ana, "read");
    world.eventuallyOwed(asked.id());

    world.target.refuses(false);
    world.pass(Duration.ofSeconds(30));

    var ended = world.eventually(asked.id(), Elevation.Ended.class);
    assertThat(ended.end().cause()).isEqualTo(EndCause.PROVISION_FAILED);
    assertThat(ended.end().note()).isEqualTo("permission denied");
  }

  @Test
  @DisplayName("L01 a target that does not answer is given up on after 25 s")
  void silentTarget() {
    world.start();
    world.target.down(true);
    Stored asked = world.opened(world.ana, "read");
    Awaitility.await().until(world.target::calls, calls -> !calls.isEmpty());

    world.pass(Duration.ofSeconds(26));

    var revoking = world.eventually(asked.id(), Elevation.Revoking.class);
    assertThat(revoking.end().cause()).isEqualTo(EndCause.PROVISION_FAILED);
  }

  @Test
  @DisplayName("S21 an intent that gets no outcome becomes an alarm, once")
  void overdue() {
    world.start();
    Stored asked = world.opened(world.ana, "read");
    world.eventually(asked.id(), Elevation.Active.class);
    world.target.down(true);
    world.elevations().done(asked.id(), world.ana);
    world.eventuallyOwed(asked.id());

    world.pass(Duration.ofMinutes(2));
    world.restart();
    Awaitility.await().until(() -> world.told("alarm").size(), n -> n == 1);
    world.restart();

    assertThat(world.told("alarm")).hasSize(1);
  }
}
