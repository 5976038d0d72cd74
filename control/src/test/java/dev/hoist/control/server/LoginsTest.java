package dev.hoist.control.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.wire.LoginView;
import dev.hoist.wire.MeView;
import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class LoginsTest {
  private static ApiWorld world;

  @BeforeAll
  static void start() throws IOException {
    world = new ApiWorld();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void theFirstAdministratorIsMadeOnce() {
    String code = world.server.firstAdminCode().orElseThrow().reveal();
    var again = Map.of("code", code, "name", "eve", "password", ApiWorld.PASSWORD);
    world.client().post("/bootstrap", again).expect(ProblemCode.BOOTSTRAP_REFUSED);
    var guess = Map.of("code", "AAAA", "name", "eve", "password", ApiWorld.PASSWORD);
    world.client().post("/bootstrap", guess).expect(ProblemCode.BOOTSTRAP_REFUSED);
    assertThat(world.server.identity().firstAdmin().code()).isEmpty();
    assertThat(world.admin().get("/users").json().toString()).doesNotContain("eve");
  }

  @Test
  void aLoginSaysWhoOneIsUntilItIsEnded() {
    ApiClient kim = world.user("kim", "sre");
    MeView me = kim.get("/me").expect(200).as(MeView.class);
    assertThat(me.name()).isEqualTo("kim");
    assertThat(me.admin()).isFalse();
    assertThat(me.groups()).containsExactly("sre");
    assertThat(me.standing()).containsExactly("group:sre", "user:kim");
    ApiClient other = world.login("kim");
    kim.send(kim.request("/login").DELETE()).expect(204);
    kim.get("/me").expect(ProblemCode.LOGIN_NEEDED);
    other.get("/me").expect(200);
  }

  @Test
  void wrongNameAndWrongPasswordLookTheSame() {
    world.user("lou");
    var known =
        world.client().post("/login", Map.of("name", "lou", "password", "not the password"));
    var unknown =
        world.client().post("/login", Map.of("name", "nobody", "password", "not the password"));
    assertThat(known.expect(ProblemCode.LOGIN_FAILED).body())
        .isEqualTo(unknown.expect(ProblemCode.LOGIN_FAILED).body());
  }

  @Test
  void guessingIsSlowedDownEvenForTheRightPassword() {
    world.user("mia");
    for (int i = 0; i < 5; i++) {
      world
          .client()
          .post("/login", Map.of("name", "mia", "password", "guess number " + i))
          .expect(ProblemCode.LOGIN_FAILED);
    }
    world
        .client()
        .post("/login", Map.of("name", "mia", "password", ApiWorld.PASSWORD))
        .expect(ProblemCode.TOO_MANY);
  }

  @Test
  @DisplayName("S16 a disabled user has no login and no grant any more")
  void disabledUsersLoseEverything() {
    ApiClient ned = world.user("ned", "sre");
    RequestView asked =
        ned.post("/requests", Map.of("target", "orders", "role", "read", "for", "PT10M"))
            .expect(201)
            .as(RequestView.class);
    StoryTest.eventually(ned, asked.id(), RequestState.ACTIVE);
    world.admin().post("/users/ned/disable").expect(200);
    world.admin().post("/users/ned/disable").expect(200);
    ned.get("/me").expect(ProblemCode.LOGIN_NEEDED);
    world
        .client()
        .post("/login", Map.of("name", "ned", "password", ApiWorld.PASSWORD))
        .expect(ProblemCode.LOGIN_FAILED);
    RequestView ended = StoryTest.eventually(world.admin(), asked.id(), RequestState.ENDED);
    assertThat(ended.end().orElseThrow().cause()).isEqualTo("subject-disabled");
    world
        .admin()
        .post("/users", Map.of("name", "ned", "password", ApiWorld.PASSWORD))
        .expect(ProblemCode.EXISTS);
  }

  @Test
  void aStaleTokenDoesNotKeepOneFromLoggingIn() {
    world.user("oda");
    LoginView in =
        world
            .client()
            .as("hoist_stale")
            .post("/login", Map.of("name", "oda", "password", ApiWorld.PASSWORD))
            .expect(200)
            .as(LoginView.class);
    assertThat(in.token()).startsWith("hoist_");
  }

  @Test
  void onlyOneAuthorizationHeaderCounts() {
    ApiClient pat = world.user("pat");
    var twice = pat.request("/me").header("Authorization", "Bearer " + pat.token()).GET();
    pat.send(twice).expect(ProblemCode.LOGIN_NEEDED);
  }
}
