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

/** Accounts whose password somebody else knows. */
@Tag("slow")
final class HeldAccountsTest {
  private static final Map<String, String> WISH =
      Map.of("target", "orders", "role", "fix", "for", "PT30M");
  private static ApiWorld world;

  @BeforeAll
  static void start() throws IOException {
    world = new ApiWorld();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static Map<String, String> own(String current) {
    return Map.of("current", current, "password", ApiWorld.PASSWORD);
  }

  private static RequestView asked(ApiClient who) {
    return who.post("/requests", WISH).expect(201).as(RequestView.class);
  }

  private static ApiClient.Reply approve(ApiClient who, RequestView request) {
    return who.post("/requests/" + request.id() + "/approve", Map.of("shown", request.digest()));
  }

  @Test
  @DisplayName("S10 an account whose password its maker knows neither asks nor approves")
  void heldAccountsDoNothing() {
    RequestView request = asked(world.user("ana", "sre"));
    ApiClient puppet = world.held("puppet", "leads", "sre");

    approve(puppet, request).expect(ProblemCode.PASSWORD_CHANGE_NEEDED);
    puppet.post("/requests", WISH).expect(ProblemCode.PASSWORD_CHANGE_NEEDED);
    puppet.get("/offers").expect(ProblemCode.PASSWORD_CHANGE_NEEDED);
    assertThat(puppet.get("/me").as(MeView.class).held()).isTrue();
    assertThat(world.admin().get("/requests/" + request.id()).body()).doesNotContain("puppet");

    puppet.post("/me/password", own(ApiWorld.FIRST_PASSWORD)).expect(204);
    assertThat(puppet.get("/me").as(MeView.class).held()).isFalse();
    approve(puppet, request).expect(200);
  }

  @Test
  @DisplayName("S10 who gets another password from an administrator is held again, and logged out")
  void aGivenPasswordHolds() {
    ApiClient lee = world.user("lee", "leads");
    var given = Map.of("password", "another horse battery");
    assertThat(world.admin().post("/users/lee/password", given).expect(200).json().path("held"))
        .hasToString("true");
    lee.get("/me").expect(ProblemCode.LOGIN_NEEDED);

    ApiClient again = world.login("lee", "another horse battery");
    again.get("/inbox").expect(ProblemCode.PASSWORD_CHANGE_NEEDED);
    again.post("/me/password", own("another horse battery")).expect(204);
    again.get("/inbox").expect(200);
    world.admin().post("/users/root/password", given).expect(ProblemCode.INVALID);
    again.post("/users/root/password", given).expect(ProblemCode.FORBIDDEN);
  }

  @Test
  @DisplayName("S10 a held requester's grant is not activated")
  void heldBeforeActivation() {
    ApiClient sam = world.user("sam", "sre");
    ApiClient dana = world.user("dana", "leads");
    RequestView request = asked(sam);
    world.admin().post("/users/sam/password", Map.of("password", "another horse battery"));

    approve(dana, request).expect(200);

    StoryTest.eventually(world.admin(), request.id(), RequestState.FAILED);
  }

  @Test
  @DisplayName("S10 an approval between an account and its maker is told, and once")
  void kin() {
    world.user("pat", "leads");
    world
        .admin()
        .post(
            "/users",
            Map.of(
                "name",
                "boss",
                "password",
                ApiWorld.FIRST_PASSWORD,
                "admin",
                true,
                "groups",
                java.util.List.of("sre")))
        .expect(201);
    ApiClient boss = world.login("boss", ApiWorld.FIRST_PASSWORD);
    boss.post("/me/password", own(ApiWorld.FIRST_PASSWORD)).expect(204);
    boss.post("/users/pat/password", Map.of("password", "another horse battery")).expect(200);
    ApiClient pat = world.login("pat", "another horse battery");
    pat.post("/me/password", own("another horse battery")).expect(204);

    var request = asked(boss);
    approve(pat, request).expect(200);
    approve(pat, request).expect(200);

    assertThat(world.admin().get("/audit/entries").body())
        .containsOnlyOnce("pat decides on")
        .contains("one of them made the other's account");
  }

  @Test
  void aPasswordIsChangedByWhoKnowsIt() {
    ApiClient kim = world.user("kim");
    ApiClient elsewhere = world.login("kim");
    var same = Map.of("current", ApiWorld.PASSWORD, "password", ApiWorld.PASSWORD);
    kim.post("/me/password", same).expect(ProblemCode.INVALID);
    kim.post("/me/password", own("not this one at all")).expect(ProblemCode.FORBIDDEN);
    var fresh = Map.of("current", ApiWorld.PASSWORD, "password", "quite another thing");
    kim.post("/me/password", fresh).expect(204);
    kim.get("/me").expect(200);
    elsewhere.get("/me").expect(ProblemCode.LOGIN_NEEDED);
    LoginView in =
        world
            .client()
            .post("/login", Map.of("name", "kim", "password", "quite another thing"))
            .as(LoginView.class);
    assertThat(in.held()).isFalse();
    assertThat(world.admin().get("/audit/entries").body())
        .contains("user.password.refused", "\"act\":\"user.password\"");
  }
}
