package dev.hoist.control.server;

import static dev.hoist.control.server.RealPolicy.ORDERS;
import static dev.hoist.control.server.RealPolicy.STOCK;
import static dev.hoist.control.server.RealPolicy.longer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.wire.Json;
import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Changes of policy among the other requests. */
@Tag("slow")
@Timeout(60)
final class ListedChangesTest {
  private ApiWorld world;
  private ApiClient ana;
  private ApiClient dana;

  @BeforeEach
  void start() throws IOException {
    world = RealPolicy.world();
    ana = world.user("ana", "sre");
    dana = world.user("dana", "leads");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private RequestView push(String orders, String stock) {
    return RealPolicy.push(ana, orders, stock);
  }

  private RequestView read() {
    return ana.post("/requests", Map.of("target", "orders", "role", "read", "for", "PT5M"))
        .expect(201)
        .as(RequestView.class);
  }

  private static JsonNode list(ApiClient who, String query) {
    return who.get("/requests" + query).expect(200).json();
  }

  private static List<String> ids(JsonNode page) {
    return StreamSupport.stream(page.path("items").spliterator(), false)
        .map(item -> item.path("id").asString())
        .toList();
  }

  @Test
  void theyAreListedByTheirNumbersPageByPage() {
    List<String> made =
        Stream.of(read(), push(longer(ORDERS), STOCK), read(), push(ORDERS, longer(STOCK)), read())
            .map(RequestView::id)
            .toList();

    assertThat(ids(list(ana, ""))).containsExactlyElementsOf(made.reversed());
    JsonNode first = list(ana, "?limit=2");
    assertThat(ids(first)).containsExactly(made.get(4), made.get(3));
    JsonNode second = list(ana, "?limit=2&cursor=" + first.path("next").asString());
    assertThat(ids(second)).containsExactly(made.get(2), made.get(1));
    JsonNode last = list(ana, "?limit=2&cursor=" + second.path("next").asString());
    assertThat(ids(last)).containsExactly(made.getFirst());
    assertThat(last.has("next")).isFalse();
    assertThat(list(ana, "?limit=5").has("next")).isFalse();
  }

  @Test
  void theyAreFoundByWhatBecameOfThem() {
    RequestView denied = push(longer(ORDERS), STOCK);
    RequestView taken = push(ORDERS, longer(STOCK));
    RequestView waits = push(longer(ORDERS), longer(STOCK));
    dana.post("/requests/" + denied.id() + "/deny", Map.of("note", "no")).expect(200);
    ana.post("/requests/" + taken.id() + "/withdraw").expect(200);

    assertThat(ids(list(ana, "?state=pending"))).containsExactly(waits.id());
    assertThat(ids(list(ana, "?state=denied"))).containsExactly(denied.id());
    assertThat(ids(list(ana, "?state=withdrawn,denied"))).containsExactly(taken.id(), denied.id());
    assertThat(ids(list(ana, "?state=applied"))).isEmpty();
    assertThat(ids(list(ana, "?state=active"))).isEmpty();
    ana.get("/requests?state=agreed").expect(ProblemCode.BAD_REQUEST);
  }

  @Test
  @DisplayName("S26 a list shows one's own changes of policy, and no text of any file")
  void othersDoNotSeeThem() {
    RequestView push = push(longer(ORDERS), STOCK);

    assertThat(ids(list(dana, ""))).isEmpty();
    assertThat(ids(list(world.admin(), "?scope=all"))).containsExactly(push.id());
    dana.get("/requests?scope=all").expect(ProblemCode.FORBIDDEN);
    assertThat(list(world.admin(), "?scope=all").toString()).doesNotContain("apiVersion");
    world.user("kim").get("/requests/" + push.id() + "/events").expect(ProblemCode.NOT_FOUND);
  }

  @Test
  void oneIsFollowedUntilItIsInTheFolder() {
    RequestView push = push(longer(ORDERS), STOCK);
    HttpResponse<Stream<String>> events =
        ana.send(
            ana.request("/requests/" + push.id() + "/events").GET(),
            HttpResponse.BodyHandlers.ofLines());
    dana.post("/requests/" + push.id() + "/approve", Map.of("shown", push.digest())).expect(200);

    List<RequestView> seen =
        events
            .body()
            .filter(line -> line.startsWith("data: "))
            .map(line -> Json.responses().readValue(line.substring(6), RequestView.class))
            .toList();
    assertThat(seen.getLast().state()).isEqualTo(RequestState.APPLIED);
    assertThat(seen.getLast().change()).isPresent();
    assertThat(seen).extracting(RequestView::id).containsOnly(push.id());
  }
}
