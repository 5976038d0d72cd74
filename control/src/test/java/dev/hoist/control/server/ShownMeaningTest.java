package dev.hoist.control.server;

import static dev.hoist.control.server.RealPolicy.ORDERS;
import static dev.hoist.control.server.RealPolicy.STOCK;
import static dev.hoist.control.server.RealPolicy.longer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.control.change.Meanings;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.policy.HoistPolicyLoader;
import dev.hoist.wire.PolicyChangeView;
import dev.hoist.wire.PolicyDefinitionView;
import dev.hoist.wire.PolicyMeaningView;
import dev.hoist.wire.PolicyReachView;
import dev.hoist.wire.RequestView;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What those see who decide on a change of policy. */
@Tag("slow")
final class ShownMeaningTest {
  private ApiWorld world;
  private ApiClient ana;
  private ApiClient dana;
  private ApiClient sam;

  @BeforeEach
  void start() throws IOException {
    world = RealPolicy.world();
    ana = world.user("ana", "sre");
    dana = world.user("dana", "leads");
    sam = world.user("sam");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private RequestView push(String orders, String stock) {
    return RealPolicy.push(ana, orders, stock);
  }

  private static PolicyMeaningView meaning(ApiClient who, RequestView push) {
    return who.get("/requests/" + push.id())
        .expect(200)
        .as(RequestView.class)
        .change()
        .flatMap(PolicyChangeView::meaning)
        .orElseThrow();
  }

  private static List<String> policies(PolicyMeaningView meaning) {
    return meaning.changes().stream().map(PolicyDefinitionView::policy).toList();
  }

  private static List<String> targets(PolicyMeaningView meaning) {
    return meaning.reaches().stream().map(PolicyReachView::target).toList();
  }

  @Test
  @DisplayName(
      "S26 everyone sees what changes in the files whose texts they see, and that it is part")
  void toEachTheirPart() {
    RequestView push = push(longer(ORDERS), longer(STOCK));

    assertThat(policies(meaning(dana, push))).containsExactly("orders");
    assertThat(targets(meaning(dana, push))).containsExactly("orders");
    assertThat(meaning(dana, push).gaps()).singleElement().asString().contains("other files");
    assertThat(policies(meaning(sam, push))).containsExactly("stock");
    assertThat(policies(meaning(world.admin(), push))).containsExactly("orders", "stock");
    assertThat(targets(meaning(world.admin(), push))).containsExactly("orders", "stock");
    assertThat(meaning(world.admin(), push).gaps()).isEmpty();
    assertThat(meaning(ana, push).changes()).isEmpty();
    assertThat(meaning(ana, push).reaches()).isEmpty();
    assertThat(meaning(ana, push).gaps()).hasSize(1);
  }

  @Test
  void whoGetsWhatOtherwiseIsTold() {
    PolicyMeaningView meaning = meaning(dana, push(longer(ORDERS), STOCK));

    assertThat(meaning.gaps()).isEmpty();
    assertThat(meaning.changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.what()).isEqualTo("rule");
              assertThat(change.kind()).isEqualTo("changed");
              assertThat(change.clauses().getFirst().before()).isEqualTo("1h");
              assertThat(change.clauses().getFirst().after()).isEqualTo("2h");
            });
    assertThat(meaning.reaches())
        .singleElement()
        .satisfies(
            reach -> {
              assertThat(reach.who()).containsExactly("group sre");
              assertThat(reach.after()).isEqualTo("at once, up to 2h");
            });
  }

  @Test
  @DisplayName("S26 a target that another file takes over tells nothing of the file it was in")
  void aTargetThatMoves() {
    String taken =
        ORDERS
            .replace("targets:\n", "targets:\n  stock: {kind: fake, address: \"db:5433\"}\n")
            .replace("roles:\n", "roles:\n  count: {on: stock, grants: [SELECT]}\n");
    String given = "apiVersion: hoist/v1\npolicy: stock\nowners: [user:sam]\n";
    RequestView push = push(taken, given);

    assertThat(targets(meaning(dana, push))).doesNotContain("stock");
    assertThat(policies(meaning(dana, push))).containsOnly("orders");
    assertThat(targets(meaning(world.admin(), push))).contains("stock");
  }

  @Test
  @DisplayName("S12 what is shown comes from the bytes of the digest, or is not shown")
  void fromTheBytesOfTheDigest() {
    RequestView push = push(longer(ORDERS), STOCK);
    var log = world.plane.policyLog();
    var stored = world.plane.changes().find(new RequestId(number(push))).orElseThrow();
    assertThat(new Meanings(log, new HoistPolicyLoader()).of(stored)).isPresent();

    // As somebody with the database in their hands would.
    var jdbc = world.plane.database().jdbc();
    jdbc.sql("ALTER TABLE policy_version DISABLE TRIGGER ALL").update();
    jdbc.sql("UPDATE policy_version SET files = CAST(replace(files::text, '1h', '9h') AS jsonb)")
        .update();
    assertThatThrownBy(() -> new Meanings(log, new HoistPolicyLoader()).of(stored))
        .hasMessageContaining(push.id() + ": the files in the store are not those");
  }

  private static long number(RequestView view) {
    return Long.parseLong(view.id().substring(2));
  }
}
