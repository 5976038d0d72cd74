package dev.hoist.control.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.wire.Json;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("slow")
@Timeout(300)
final class EventsTest {
  private static ApiWorld world;
  private static ApiClient ana;

  @BeforeAll
  static void start() throws IOException {
    world = new ApiWorld();
    ana = world.user("ana", "sre");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static RequestView ask(ApiClient who) {
    return who.post("/requests", Map.of("target", "orders", "role", "fix", "for", "PT30M"))
        .as(RequestView.class);
  }

  private static BufferedReader follow(ApiClient who, String id) {
    var response =
        who.send(
            who.request("/requests/" + id + "/events").GET(),
            HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  private static RequestView until(BufferedReader events, RequestState state) throws IOException {
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      if (line.startsWith("data: ")) {
        var view = Json.responses().readValue(line.substring(6), RequestView.class);
        if (view.state() == state) {
          return view;
        }
      }
    }
    throw new AssertionError("the stream ended before " + state);
  }

  @Test
  void aRequestIsFollowedToItsEnd() throws IOException {
    ApiClient dana = world.user("dana", "leads");
    RequestView asked = ask(ana);
    try (BufferedReader events = follow(ana, asked.id())) {
      assertThat(until(events, RequestState.PENDING).digest()).isEqualTo(asked.digest());
      dana.post("/requests/" + asked.id() + "/approve", Map.of("shown", asked.digest()));
      until(events, RequestState.ACTIVE);
      ana.post("/grants/" + asked.id().replace('R', 'G') + "/done").expect(200);
      until(events, RequestState.ENDED);
      assertThat(events.readLine()).isEmpty();
      assertThat(events.readLine()).isNull();
    }
  }

  @Test
  void whatIsOverIsToldOnce() throws IOException {
    RequestView asked = ask(ana);
    ana.post("/requests/" + asked.id() + "/withdraw").expect(200);
    try (BufferedReader events = follow(ana, asked.id())) {
      assertThat(events.lines().filter(l -> l.startsWith("data: "))).hasSize(1);
    }
  }

  @Test
  @DisplayName("S16 a stream ends with its login")
  void aStreamEndsWithItsLogin() throws IOException {
    ApiClient eva = world.user("eva", "sre");
    RequestView asked = ask(eva);
    try (BufferedReader events = follow(eva, asked.id())) {
      until(events, RequestState.PENDING);
      eva.send(eva.request("/login").DELETE()).expect(204);
      world.admin().post("/revocations", Map.of("user", "eva", "reason", "x")).expect(200);
      assertThat(events.lines().filter(l -> l.startsWith("data: "))).isEmpty();
    }
  }

  @Test
  void oneUserHasABoundedNumberOfStreams() throws IOException {
    ApiClient gus = world.user("gus", "sre");
    RequestView asked = ask(gus);
    var open = new java.util.ArrayList<BufferedReader>();
    for (int i = 0; i < 20; i++) {
      open.add(follow(gus, asked.id()));
    }
    gus.get("/requests/" + asked.id() + "/events").expect(dev.hoist.wire.ProblemCode.TOO_MANY);
    gus.post("/requests/" + asked.id() + "/withdraw").expect(200);
    for (BufferedReader events : open) {
      until(events, RequestState.WITHDRAWN);
      events.close();
    }
  }

  @Test
  void aStoppingServerEndsItsStreams() throws IOException {
    try (var other = new ApiWorld()) {
      ApiClient ida = other.user("ida", "sre");
      try (BufferedReader events = follow(ida, ask(ida).id())) {
        until(events, RequestState.PENDING);
        other.server.close();
        assertThat(events.lines().filter(l -> l.startsWith("data: "))).isEmpty();
      }
    }
  }

  @Test
  void aSecondServerOnThePortSaysWhatToDo() {
    var config = ControlConfig.defaults(world.tls, "x").withPort(world.server.port());
    assertThatThrownBy(() -> ControlServer.start(config, world.plane, world.outside()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("port " + world.server.port() + " of the API is taken");
  }
}
