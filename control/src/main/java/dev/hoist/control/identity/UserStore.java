package dev.hoist.control.identity;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of users and tokens. */
final class UserStore {
  private static final String COLUMNS =
      "u.id, u.name, u.person, u.kind, u.admin, u.groups, u.created_at, u.disabled_at, u.added_by,"
          + " CASE WHEN u.held THEN u.password_by END AS held_by";

  private final JdbcClient sql;

  UserStore(JdbcClient sql) {
    this.sql = sql;
  }

  /** Returns whether the name was free. */
  boolean insert(User user, String passwordHash) {
    return sql.sql(
                """
                INSERT INTO local_user (id, name, person, kind, password, admin, groups, created_at,
                  added_by, password_by, held)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING
                """)
            .params(
                user.subject().id().value(),
                user.subject().name(),
                user.subject().person().value(),
                user.subject().kind().name().toLowerCase(Locale.ROOT),
                passwordHash,
                user.admin(),
                user.groups().toArray(String[]::new),
                utc(user.createdAt()))
            .param(id(user.addedBy()))
            .param(id(user.heldBy()))
            .param(user.held())
            .update()
        == 1;
  }

  Optional<User> find(SubjectId id) {
    return sql.sql("SELECT " + COLUMNS + " FROM local_user u WHERE u.id = ?")
        .param(id.value())
        .query(UserStore::user)
        .optional();
  }

  Optional<User> named(String name) {
    return sql.sql("SELECT " + COLUMNS + " FROM local_user u WHERE u.name = ?")
        .param(name)
        .query(UserStore::user)
        .optional();
  }

  Optional<String> passwordHash(SubjectId id) {
    return sql.sql("SELECT password FROM local_user WHERE id = ?")
        .param(id.value())
        .query(String.class)
        .optional();
  }

  /** Whether this is an enabled user's password, and stays so until the transaction's end. */
  boolean holdsPassword(SubjectId id, String passwordHash) {
    return sql.sql(
            "SELECT 1 FROM local_user WHERE id = ? AND password = ? AND disabled_at IS NULL FOR SHARE")
        .params(id.value(), passwordHash)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** By name, those after {@code after}. */
  List<User> list(String after, int limit) {
    return sql.sql(
            "SELECT " + COLUMNS + " FROM local_user u WHERE u.name > ? ORDER BY u.name LIMIT ?")
        .params(after, limit)
        .query(UserStore::user)
        .list();
  }

  List<String> names() {
    return sql.sql("SELECT name FROM local_user ORDER BY name LIMIT 1000")
        .query(String.class)
        .list();
  }

  boolean nobody() {
    return sql.sql("SELECT NOT EXISTS (SELECT FROM local_user)").query(Boolean.class).single();
  }

  /** How many enabled administrators there are, and nobody changes that before the commit. */
  int lockAdmins() {
    return sql.sql("SELECT id FROM local_user WHERE admin AND disabled_at IS NULL FOR UPDATE")
        .query(UUID.class)
        .list()
        .size();
  }

  /** The owner's own password, which nobody else knows; false when another was quicker. */
  boolean ownPassword(SubjectId id, String before, String hash) {
    return sql.sql("UPDATE local_user SET password = ?, held = false WHERE id = ? AND password = ?")
            .params(hash, id.value(), before)
            .update()
        == 1;
  }

  /** A password that somebody else gave. */
  void givePassword(SubjectId id, String hash, SubjectId by) {
    sql.sql("UPDATE local_user SET password = ?, password_by = ?, held = true WHERE id = ?")
        .params(hash, by.value(), id.value())
        .update();
  }

  /** Whether a maker or giver of passwords leads from one to the other. */
  boolean madeBy(SubjectId account, SubjectId maker) {
    return sql.sql(
            """
            WITH RECURSIVE maker (id) AS (
              SELECT unnest(ARRAY[added_by, password_by]) FROM local_user WHERE id = ?
              UNION
              SELECT unnest(ARRAY[u.added_by, u.password_by])
                FROM local_user u JOIN maker m ON u.id = m.id)
            SELECT EXISTS (SELECT FROM maker WHERE id = ?)""")
        .params(account.value(), maker.value())
        .query(Boolean.class)
        .single();
  }

  /** Returns whether they were enabled. */
  boolean disable(SubjectId id, Instant now) {
    return sql.sql("UPDATE local_user SET disabled_at = ? WHERE id = ? AND disabled_at IS NULL")
            .params(utc(now), id.value())
            .update()
        == 1;
  }

  void insertToken(byte[] hash, SubjectId user, Instant now, Instant expiresAt) {
    sql.sql("INSERT INTO login_token (hash, user_id, created_at, expires_at) VALUES (?, ?, ?, ?)")
        .params(hash, user.value(), utc(now), utc(expiresAt))
        .update();
  }

  /** Removes what is over, and all but the newest of a user. */
  void pruneTokens(SubjectId user, int keep, Instant now) {
    sql.sql("DELETE FROM login_token WHERE expires_at <= ?").param(utc(now)).update();
    sql.sql(
            """
            DELETE FROM login_token WHERE hash IN (
              SELECT hash FROM login_token WHERE user_id = ? ORDER BY created_at DESC OFFSET ?)
            """)
        .params(user.value(), keep)
        .update();
  }

  Optional<Bearer> bearer(byte[] hash, Instant now) {
    return sql.sql(
            "SELECT "
                + COLUMNS
                + ", t.expires_at FROM login_token t JOIN local_user u ON u.id = t.user_id"
                + " WHERE t.hash = ? AND t.expires_at > ? AND u.disabled_at IS NULL")
        .params(hash, utc(now))
        .query((row, n) -> new Bearer(user(row, n), instant(row, "expires_at")))
        .optional();
  }

  void deleteToken(byte[] hash) {
    sql.sql("DELETE FROM login_token WHERE hash = ?").param(hash).update();
  }

  void deleteOtherTokensOf(SubjectId user, byte[] kept) {
    sql.sql("DELETE FROM login_token WHERE user_id = ? AND hash <> ?")
        .params(user.value(), kept)
        .update();
  }

  void deleteTokensOf(SubjectId user) {
    sql.sql("DELETE FROM login_token WHERE user_id = ?").param(user.value()).update();
  }

  /** Nobody adds or disables a user, nor makes the first one, before the commit. */
  void lockUsers() {
    sql.sql("LOCK TABLE local_user IN SHARE ROW EXCLUSIVE MODE").update();
  }

  void replaceCode(byte[] hash, Instant now) {
    sql.sql(
            """
            INSERT INTO first_admin_code (hash, made_at) VALUES (?, ?)
            ON CONFLICT (only_one) DO UPDATE SET hash = excluded.hash, made_at = excluded.made_at
            """)
        .params(hash, utc(now))
        .update();
  }

  Optional<byte[]> code() {
    return sql.sql("SELECT hash FROM first_admin_code").query(byte[].class).optional();
  }

  void deleteCode() {
    sql.sql("DELETE FROM first_admin_code").update();
  }

  private static User user(ResultSet row, int number) throws SQLException {
    var subject =
        new Subject(
            new SubjectId(row.getObject("id", UUID.class)),
            new SubjectId(row.getObject("person", UUID.class)),
            row.getString("name"),
            Subject.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)));
    Array groups = row.getArray("groups");
    @Nullable OffsetDateTime disabled = row.getObject("disabled_at", OffsetDateTime.class);
    return new User(
        subject,
        row.getBoolean("admin"),
        Set.of((String[]) groups.getArray()),
        instant(row, "created_at"),
        id(row, "added_by"),
        id(row, "held_by"),
        Optional.ofNullable(disabled).map(OffsetDateTime::toInstant));
  }

  private static Optional<SubjectId> id(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, UUID.class)).map(SubjectId::new);
  }

  private static @Nullable UUID id(Optional<SubjectId> id) {
    return id.map(SubjectId::value).orElse(null);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
