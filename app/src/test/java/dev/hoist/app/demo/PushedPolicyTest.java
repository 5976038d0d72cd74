package dev.hoist.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.change.Changed;
import dev.hoist.control.change.Proposed;
import dev.hoist.control.change.StoredChange;
import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.kernel.elevation.Refusal;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyOrigin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A change of the real policy on the whole server. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PushedPolicyTest {
  private Shop shop;

  @BeforeAll
  void open() throws Exception {
    shop = Shop.open();
  }

  @AfterAll
  void close() throws Exception {
    shop.close();
  }

  private LoadedPolicy inForce() {
    return shop.server().policies().current().orElseThrow();
  }

  private Changed approve(StoredChange change, String who) {
    return shop.server()
        .changes()
        .approve(change.id(), shop.subject(who), change.state().proposal().digest(), "");
  }

  @Test
  @DisplayName(
      "S10 owners by the policy in force agree, and what they agreed to outlives a restart")
  void pushed() throws Exception {
    PolicyFile old = inForce().files().getFirst();
    var fresh =
        new PolicyFile(
            old.name(), old.text().replace("owners: [group:leads]", "owners: [user:sam]"));
    Proposed proposed =
        shop.server().changes().push(shop.subject("sam"), List.of(fresh), Optional.empty());
    StoredChange change = ((Proposed.Opened) proposed).change();

    assertThat(approve(change, "sam"))
        .isInstanceOfSatisfying(
            Changed.Refused.class, no -> assertThat(no.why()).isEqualTo(Refusal.SELF_APPROVAL));
    assertThat(approve(change, "ana"))
        .isInstanceOfSatisfying(
            Changed.Refused.class, no -> assertThat(no.why()).isEqualTo(Refusal.NOT_AN_APPROVER));
    assertThat(approve(change, "dana")).isInstanceOf(Changed.Done.class);

    assertThat(inForce().files()).containsExactly(fresh);
    Path file = shop.data().resolve("policy").resolve(old.name());
    assertThat(Files.readString(file)).isEqualTo(fresh.text());
    var hash = inForce().set().hash();
    assertThat(inForce().origin().way()).isEqualTo(PolicyOrigin.Way.PUSH);
    shop.stopServer();
    shop.startServer();
    assertThat(inForce().set().hash()).isEqualTo(hash);
  }
}
