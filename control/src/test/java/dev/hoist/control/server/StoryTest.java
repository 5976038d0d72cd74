package dev.hoist.control.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.testing.SmallPolicy;
import dev.hoist.kernel.policy.Aftercare;
import dev.hoist.kernel.policy.Extension;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.wire.AccessView;
import dev.hoist.wire.GrantView;
import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class StoryTest {
  @Test
  void anaAsksDanaApprovesForLessAnaUsesItAndGivesItBack() throws IOException {
    try (var world = new ApiWorld()) {
      ApiClient ana = world.user("ana", "sre");
      ApiClient dana = world.user("dana", "leads");

      RequestView asked =
          ana.post(
                  "/requests",
                  Map.of("target", "orders", "role", "fix", "for", "PT30M", "reason", "requeue"))
              .expect(201)
              .as(RequestView.class);
      assertThat(asked.state()).isEqualTo(RequestState.PENDING);
      assertThat(asked.waitingFor()).containsExactly("dana");
      assertThat(asked.needs().getFirst().missing()).isEqualTo(1);

      Map<String, String> yes = Map.of("shown", asked.digest(), "for", "PT10M", "note", "ok");
      ana.post("/requests/R-1/approve", yes).expect(ProblemCode.SELF_APPROVAL);
      assertThat(dana.get("/inbox").json().path("items")).hasSize(1);
      dana.post("/requests/R-1/approve", yes).expect(200);

      RequestView active = eventually(ana, "R-1", RequestState.ACTIVE);
      assertThat(active.granted()).contains(Duration.ofMinutes(10));
      assertThat(active.approvals().getFirst().by()).isEqualTo("dana");

      AccessView access = ana.post("/grants/G-1/access").expect(200).as(AccessView.class);
      assertThat(access.user()).isEqualTo("ana");
      assertThat(access.database()).isEqualTo("orders");
      assertThat(access.caPem()).isEqualTo(world.tls.caPem());
      dana.post("/grants/G-1/access").expect(ProblemCode.NOT_FOUND);

      ana.post("/grants/G-1/done").expect(200);
      RequestView ended = eventually(ana, "R-1", RequestState.ENDED);
      assertThat(ended.end().orElseThrow().cause()).isEqualTo("done");
      assertThat(ended.end().orElseThrow().by()).contains("ana");
      assertThat(world.target.made()).isEmpty();
    }
  }

  @Test
  void anaGetsMoreTimeAsOftenAsHerRuleAllows() throws IOException {
    var limits =
        new Limits(
            Optional.of(new Extension(Duration.ofMinutes(20), 1)),
            Optional.of(Duration.ofMinutes(15)));
    var terms = new Terms(Duration.ofHours(1), List.of(), limits, Aftercare.NONE, List.of());
    try (var world = new ApiWorld(SmallPolicy.usual().with("read", terms))) {
      ApiClient ana = world.user("ana", "sre");
      Map<String, String> wish = Map.of("target", "orders", "role", "read", "for", "PT30M");
      ana.post("/requests", wish).expect(201);
      RequestView active = eventually(ana, "R-1", RequestState.ACTIVE);
      assertThat(active.limits().orElseThrow().idle()).contains(Duration.ofMinutes(15));

      ana.post("/grants/G-1/extend", Map.of("for", "PT20M")).expect(ProblemCode.INVALID);
      for (String length : List.of("PT0S", "PT0.000000001S")) {
        ana.post("/grants/G-1/extend", Map.of("number", 1, "for", length))
            .expect(ProblemCode.INVALID);
      }
      ana.post("/grants/G-1/extend", Map.of("number", 1, "for", "PT21M"))
          .expect(ProblemCode.INVALID);
      Map<String, Object> more = Map.of("number", 1, "for", "PT20M");
      GrantView longer = ana.post("/grants/G-1/extend", more).expect(200).as(GrantView.class);
      assertThat(longer.until())
          .isEqualTo(active.expiresAt().orElseThrow().plus(Duration.ofMinutes(20)));
      assertThat(longer.extensions()).isOne();
      assertThat(longer.unusedUntil()).isPresent();
      assertThat(ana.post("/grants/G-1/extend", more).expect(200).as(GrantView.class).until())
          .isEqualTo(longer.until());
      ana.post("/grants/G-1/extend", Map.of("number", 1)).expect(ProblemCode.ALREADY_EXTENDED);
      ana.post("/grants/G-1/extend", Map.of("number", 2)).expect(ProblemCode.DENIED_BY_POLICY);
      world.user("sam", "sre").post("/grants/G-1/extend", more).expect(ProblemCode.NOT_FOUND);

      ana.post("/grants/G-1/done").expect(200);
      eventually(ana, "R-1", RequestState.ENDED);
      ana.post("/grants/G-1/extend", Map.of("number", 2)).expect(ProblemCode.TOO_LATE);
    }
  }

  static RequestView eventually(ApiClient client, String id, RequestState state) {
    return Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .pollInterval(20, TimeUnit.MILLISECONDS)
        .until(
            () -> client.get("/requests/" + id).as(RequestView.class),
            view -> view.state() == state);
  }
}
