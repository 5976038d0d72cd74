package dev.hoist.control.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.control.policy.PolicyLog.Version;
import dev.hoist.control.testing.SmallPolicy;
import dev.hoist.control.testing.World;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyOrigin;
import dev.hoist.kernel.policy.PolicyOrigin.Way;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class PgPolicyLogTest {
  private static final PolicyOrigin COMMIT =
      new PolicyOrigin(Way.GIT, Optional.of("3f2a"), Optional.of("Ana <ana@acme.io>"));

  private final World world = new World();
  private final PgPolicyLog log = new PgPolicyLog(world.database);

  @AfterEach
  void close() {
    world.close();
  }

  private LoadedPolicy put(String grants, PolicyOrigin origin) {
    Instant now = world.time().now();
    SmallPolicy set = SmallPolicy.usual().granting(grants);
    var loaded =
        new LoadedPolicy(
            set, List.of(new PolicyFile("a.yaml", "é: " + grants)), List.of(), origin, now);
    world.registry.register(loaded, now);
    return loaded;
  }

  @Test
  void tellsWhatWasInForceNewestFirst() {
    LoadedPolicy loaded = put("UPDATE", COMMIT);

    List<Version> versions = log.list(Optional.empty(), 10).items();
    assertThat(versions).hasSize(2); // the world's own, and this one
    assertThat(versions.getFirst().hash()).isEqualTo(loaded.set().hash());
    assertThat(versions.getFirst().origin()).isEqualTo(COMMIT);
    assertThat(versions.getFirst().loadedAt()).isEqualTo(loaded.loadedAt());
    assertThat(versions.getFirst().files()).containsExactly("a.yaml");
    assertThat(log.files(loaded.set().hash())).contains(loaded.files());
    assertThat(world.told("policy.loaded").getLast())
        .contains("\"author\":\"Ana <ana@acme.io>\"", "\"origin\":\"git\"");
  }

  @Test
  void aRestartIsNoNewVersionAndKeepsWhoMadeIt() {
    put("UPDATE", COMMIT);
    put("UPDATE", PolicyOrigin.FOLDER);

    List<Version> versions = log.list(Optional.empty(), 10).items();
    assertThat(versions).hasSize(2);
    assertThat(versions.getFirst().origin()).isEqualTo(COMMIT);
  }

  @Test
  void whatComesBackIsAVersionOfItsOwn() {
    put("UPDATE", COMMIT);
    put("DELETE", COMMIT);
    put("UPDATE", PolicyOrigin.FOLDER);

    var page = log.list(Optional.empty(), 2);
    assertThat(page.more()).isTrue();
    assertThat(page.items().getFirst().origin()).isEqualTo(PolicyOrigin.FOLDER);
    assertThat(log.list(Optional.of(page.items().getLast().number()), 10).items()).hasSize(2);
  }

  @Test
  void nobodyRewritesIt() {
    assertThatThrownBy(() -> world.database.jdbc().sql("DELETE FROM policy_load").update())
        .hasMessageContaining("only grows");
    assertThatThrownBy(
            () -> world.database.jdbc().sql("UPDATE policy_version SET files = '[]'").update())
        .hasMessageContaining("only grows");
  }
}
