package dev.hoist.control.store;

import dev.hoist.control.Page;
import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.control.policy.PolicyLog;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.PolicyOrigin;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@link PolicyLog} on PostgreSQL. */
public final class PgPolicyLog implements PolicyLog {
  private final Database database;

  public PgPolicyLog(Database database) {
    this.database = database;
  }

  @Override
  public Page<Version> list(Optional<Long> before, int limit) {
    List<Version> rows =
        database
            .jdbc()
            .sql(
                """
                SELECT number, hash, loaded_at, way, reference, author,
                       ARRAY (SELECT jsonb_array_elements(files) ->> 'name') AS names
                  FROM policy_load JOIN policy_version USING (hash)
                 WHERE number < :before ORDER BY number DESC LIMIT :limit""")
            .param("before", before.orElse(Long.MAX_VALUE))
            .param("limit", limit + 1)
            .query(PgPolicyLog::version)
            .list();
    return Page.of(rows, limit);
  }

  @Override
  public Optional<List<PolicyFile>> files(PolicyHash hash) {
    return database
        .jdbc()
        .sql("SELECT files FROM policy_version WHERE hash = ?")
        .param(hash.hex())
        .query(String.class)
        .optional()
        .map(PgPolicyLog::files);
  }

  static List<PolicyFile> files(String json) {
    return Json.read(json).values().stream()
        .map(file -> new PolicyFile(Json.text(file, "name"), Json.text(file, "text")))
        .toList();
  }

  static String write(List<PolicyFile> files) {
    List<Map<String, Object>> objects =
        files.stream().map(f -> Json.object("name", f.name(), "text", f.text())).toList();
    return Json.write(objects);
  }

  /** Keeps the files, and that they were put in force unless they were so already. */
  void keep(LoadedPolicy policy, Instant now) {
    String hash = policy.set().hash().hex();
    database
        .jdbc()
        .sql(
            """
            INSERT INTO policy_version (hash, files, first_loaded_at)
            VALUES (?, CAST(? AS jsonb), ?) ON CONFLICT DO NOTHING""")
        .params(hash, write(policy.files()), Database.time(now))
        .update();
    PolicyOrigin origin = policy.origin();
    database
        .jdbc()
        .sql(
            """
            INSERT INTO policy_load (hash, loaded_at, way, reference, author)
            SELECT :hash, :now, :way, :reference, :author
             WHERE :hash IS DISTINCT FROM
                   (SELECT hash FROM policy_load ORDER BY number DESC LIMIT 1)""")
        .param("hash", hash)
        .param("now", Database.time(now))
        .param("way", origin.way().name().toLowerCase(Locale.ROOT))
        .param("reference", origin.reference().orElse(null))
        .param("author", origin.author().orElse(null))
        .update();
  }

  private static Version version(ResultSet row, int number) throws SQLException {
    return new Version(
        row.getLong("number"),
        new PolicyHash(row.getString("hash")),
        row.getTimestamp("loaded_at").toInstant(),
        new PolicyOrigin(
            PolicyOrigin.Way.valueOf(row.getString("way").toUpperCase(Locale.ROOT)),
            Optional.ofNullable(row.getString("reference")),
            Optional.ofNullable(row.getString("author"))),
        List.of((String[]) row.getArray("names").getArray()));
  }
}
