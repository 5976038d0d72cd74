package dev.hoist.control.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.api.RouteTable;
import dev.hoist.wire.ProblemCode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class RoutesTest {
  private static final Set<String> OPEN =
      Set.of("GET /api/v1/health", "POST /api/v1/login", "POST /api/v1/bootstrap");
  private static final Set<String> ADMIN =
      Set.of(
          "GET /api/v1/targets",
          "GET /api/v1/users",
          "POST /api/v1/users",
          "POST /api/v1/users/{name}/password",
          "POST /api/v1/users/{name}/disable",
          "POST /api/v1/revocations",
          "GET /api/v1/policy/affected",
          "GET /api/v1/audit/entries",
          "GET /api/v1/audit/checkpoint",
          "GET /api/v1/audit/export");
  private static final Map<String, String> OWNER =
      Map.of(
          "GET /api/v1/policy/files", "",
          "GET /api/v1/policy/decisions", "?since=2020-01-01T00:00:00Z");

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

  @Test
  @DisplayName("S26 the route table is exactly what is served")
  void tableIsWhatIsServed() {
    assertThat(RouteTable.all().stream().map(r -> r.method() + " " + r.path()))
        .containsExactlyInAnyOrderElementsOf(served().toList());
  }

  private static Stream<String> served() {
    return Served.by(world.server).stream().map(s -> s.method() + " " + s.path());
  }

  @TestFactory
  @DisplayName("S26 every route is denied without a login")
  Stream<DynamicTest> deniedWithoutLogin() {
    return served()
        .filter(route -> !OPEN.contains(route))
        .map(
            route ->
                DynamicTest.dynamicTest(
                    route,
                    () -> {
                      call(world.client(), route).expect(ProblemCode.LOGIN_NEEDED);
                      call(world.client().as("hoist_" + "x".repeat(43)), route)
                          .expect(ProblemCode.LOGIN_NEEDED);
                    }));
  }

  @TestFactory
  @DisplayName("S26 routes for administrators and for owners of policy are denied to others")
  Stream<DynamicTest> deniedWithoutAdmin() {
    return served()
        .map(
            route ->
                DynamicTest.dynamicTest(
                    route,
                    () -> {
                      if (ADMIN.contains(route)) {
                        call(ana, route).expect(ProblemCode.FORBIDDEN);
                      } else if (OWNER.containsKey(route)) {
                        call(ana, route + OWNER.get(route)).expect(ProblemCode.FORBIDDEN);
                        call(world.admin(), route + OWNER.get(route)).expect(200);
                      } else if (!route.startsWith("DELETE")) {
                        assertThat(call(ana, route).body()).doesNotContain("only administrators");
                      }
                    }));
  }

  @Test
  @DisplayName("S26 there are no other open, owners' or administrators' routes than these")
  void whoMayWhatIsKnown() {
    assertThat(named(RouteTable.Who.ANYONE)).isEqualTo(new TreeSet<>(OPEN));
    assertThat(named(RouteTable.Who.ADMIN)).isEqualTo(new TreeSet<>(ADMIN));
    assertThat(named(RouteTable.Who.OWNER)).isEqualTo(new TreeSet<>(OWNER.keySet()));
  }

  private static Set<String> named(RouteTable.Who who) {
    return RouteTable.all().stream()
        .filter(r -> r.who() == who)
        .map(r -> r.method() + " " + r.path())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static ApiClient.Reply call(ApiClient client, String route) {
    String[] parts = route.split(" ", 2);
    String path =
        parts[1].replaceFirst("/api/v1", "").replace("{id}", "R-999").replace("{name}", "nobody");
    return client.send(
        client
            .request(path)
            .header("Content-Type", "application/json")
            .method(parts[0], HttpRequest.BodyPublishers.ofString("{}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/users/",
        "/requests/R-1/approve/more",
        "/me.json",
        "/%6De",
        "/.%2e/health"
      })
  @DisplayName("S26 what is no route is refused")
  void noRoute(String path) {
    assertThat(world.client().get(path).status()).isIn(400, 401);
    assertThat(ana.get(path).status()).isIn(400, 404);
  }

  @Test
  void anotherMethodSaysWhichThereAre() {
    var reply = ana.post("/me").expect(ProblemCode.METHOD_NOT_ALLOWED);
    assertThat(reply.http().headers().firstValue("Allow")).contains("GET");
    for (String method : new String[] {"TRACE", "OPTIONS", "PUT", "PROPFIND"}) {
      var other = ana.send(ana.request("/me").method(method, HttpRequest.BodyPublishers.noBody()));
      assertThat(other.status()).as(method).isIn(400, 405);
    }
  }

  @Test
  void answersTellBrowsersAndCachesToKeepOut() {
    var headers = ana.get("/me").expect(200).http().headers();
    assertThat(headers.firstValue("Cache-Control").orElseThrow()).contains("no-store");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(headers.firstValue("Strict-Transport-Security")).isPresent();
    assertThat(headers.firstValue("Server")).isEmpty();
    assertThat(headers.firstValue("Set-Cookie")).isEmpty();
  }
}
