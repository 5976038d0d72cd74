package dev.hoist.control.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.control.store.Database;
import dev.hoist.control.store.PgAudit;
import dev.hoist.embedded.testing.TestPostgres;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.identity.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("slow")
final class LoginDeskTest {
  private static final Secret PASSWORD = Secret.of("correct horse battery");

  private Instant now = Instant.parse("2026-11-01T00:00:00Z");
  private Database database;
  private Identity identity;

  @BeforeEach
  void fresh() {
    var postgres = TestPostgres.shared();
    var pg = new PGSimpleDataSource();
    pg.setUrl(postgres.jdbcUrl(TestPostgres.freshDatabase()));
    pg.setUser(postgres.superuser());
    pg.setPassword(postgres.password().reveal());
    Database.migrate(pg);
    database = new Database(pg);
    identity =
        Identity.on(
            database.jdbc(),
            database.manager(),
            new PgAudit(database),
            () -> now,
            Duration.ofHours(12));
  }

  private Subject firstAdmin() {
    Secret code = identity.firstAdmin().code().orElseThrow();
    var made = identity.firstAdmin().make(code, "root", PASSWORD, "here");
    return ((FirstAdmin.Made.Done) made).user().subject();
  }

  private Secret login(String name) {
    var in = (LoginAnswer.LoggedIn) identity.logins().login(name, PASSWORD, "here");
    return in.token();
  }

  @Test
  void aLoginEndsAtItsTime() {
    firstAdmin();
    Secret token = login("root");
    now = now.plus(Duration.ofHours(12)).minusMillis(1);
    assertThat(identity.logins().bearer(token)).isPresent();
    now = now.plusMillis(1);
    assertThat(identity.logins().bearer(token)).isEmpty();
  }

  @Test
  void onlyTheNewestCodeCountsAndAnyWayOfTypingIt() {
    Secret old = identity.firstAdmin().code().orElseThrow();
    Secret code = identity.firstAdmin().code().orElseThrow();
    assertThat(identity.firstAdmin().make(old, "root", PASSWORD, "here"))
        .isInstanceOf(FirstAdmin.Made.Refused.class);
    var typed = Secret.of(" " + code.reveal().replace("-", "").toLowerCase(java.util.Locale.ROOT));
    assertThat(identity.firstAdmin().make(typed, "root", Secret.of("short"), "here"))
        .isInstanceOf(FirstAdmin.Made.Invalid.class);
    assertThat(identity.firstAdmin().make(typed, "root", PASSWORD, "here"))
        .isInstanceOf(FirstAdmin.Made.Done.class);
    assertThat(identity.firstAdmin().make(typed, "eve", PASSWORD, "here"))
        .isInstanceOf(FirstAdmin.Made.Refused.class);
  }

  @Test
  void guessingTheCodeIsSlowedDown() {
    Secret code = identity.firstAdmin().code().orElseThrow();
    for (int i = 0; i < 20; i++) {
      identity.firstAdmin().make(Secret.of("AAAA" + i), "eve", PASSWORD, "there");
    }
    assertThat(identity.firstAdmin().make(code, "root", PASSWORD, "there"))
        .isInstanceOf(FirstAdmin.Made.TooMany.class);
    assertThat(identity.firstAdmin().make(code, "root", PASSWORD, "here"))
        .isInstanceOf(FirstAdmin.Made.Done.class);
  }

  @Test
  void nobodyIsKeptOutByOthersWhoTryTheirName() {
    firstAdmin();
    var waits = new AtomicInteger();
    var desk =
        new LoginDesk(
            database.jdbc(),
            new TransactionTemplate(database.manager()),
            new PgAudit(database),
            new Passwords(2),
            () -> now,
            Duration.ofHours(12),
            waits::incrementAndGet);
    for (int i = 0; i < 120; i++) {
      desk.login("root", Secret.of("guess"), "10.0.0." + i);
    }

    assertThat(waits).hasValue(20);
    assertThat(desk.login("root", PASSWORD, "here")).isInstanceOf(LoginAnswer.LoggedIn.class);
    for (int i = 0; i < 5; i++) {
      desk.login("root", Secret.of("guess"), "there");
    }
    assertThat(desk.login("root", PASSWORD, "there")).isInstanceOf(LoginAnswer.TooMany.class);
    assertThat(desk.login("root", PASSWORD, "here")).isInstanceOf(LoginAnswer.LoggedIn.class);
  }

  @Test
  void oneUserHasABoundedNumberOfLogins() {
    Subject root = firstAdmin();
    var store = new UserStore(database.jdbc());
    for (byte i = 1; i <= 3; i++) {
      byte[] hash = new byte[32];
      hash[0] = i;
      store.insertToken(hash, root.id(), now.plusMillis(i), now.plusSeconds(60));
    }
    store.pruneTokens(root.id(), 2, now);
    assertThat(
            database
                .jdbc()
                .sql("SELECT get_byte(hash, 0) FROM login_token ORDER BY 1")
                .query(Integer.class)
                .list())
        .containsExactly(2, 3);
    store.pruneTokens(root.id(), 2, now.plusSeconds(60));
    assertThat(database.jdbc().sql("TABLE login_token").query().listOfRows()).isEmpty();
  }

  @Test
  @DisplayName("S09 who a user is cannot be changed, not even in the store")
  void theStoreKeepsIdentities() {
    Subject root = firstAdmin();
    identity.users().add(new NewAccount("ana", PASSWORD, false, Set.of("sre")), root);
    identity.users().disable("ana", root);
    for (String tamper :
        new String[] {
          "UPDATE local_user SET name = 'eve' WHERE name = 'ana'",
          "UPDATE local_user SET disabled_at = NULL WHERE name = 'ana'",
          "UPDATE local_user SET person = gen_random_uuid() WHERE name = 'ana'",
          "DELETE FROM local_user WHERE name = 'ana'"
        }) {
      assertThatThrownBy(() -> database.jdbc().sql(tamper).update())
          .as(tamper)
          .isInstanceOf(DataAccessException.class);
    }
  }

  @Test
  @DisplayName("S09 no two users differ in case alone, not even in the store")
  void namesAreLowerCase() {
    firstAdmin();
    assertThat(new NewAccount("Root", PASSWORD, false, Set.of()).problems()).hasSize(1);
    var insert =
        """
        INSERT INTO local_user (id, name, person, kind, password, admin, groups, created_at)
        SELECT x, 'Root', x, kind, password, false, groups, created_at
          FROM local_user, gen_random_uuid() x WHERE name = 'root'""";
    assertThatThrownBy(() -> database.jdbc().sql(insert).update())
        .hasMessageContaining("local_user_name_check");
  }

  @Test
  @DisplayName("S23 the store holds neither password nor token")
  void theStoreHoldsHashes() {
    firstAdmin();
    Secret token = login("root");
    String everything =
        database
                .jdbc()
                .sql("SELECT string_agg(u::text, ' ') FROM local_user u")
                .query(String.class)
                .single()
            + database
                .jdbc()
                .sql("SELECT string_agg(encode(hash, 'escape'), ' ') FROM login_token")
                .query(String.class)
                .single();
    assertThat(everything).contains("$argon2id$").doesNotContain(PASSWORD.reveal());
    assertThat(everything).doesNotContain(token.reveal());
  }
}
