package dev.hoist.control.store;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.elevation.Registry;
import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.kernel.inventory.Inventory;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.target.Role;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.RoleId;
import dev.hoist.kernel.target.Target;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.kernel.target.TargetId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@link Registry} on PostgreSQL. */
public final class PgRegistry implements Registry {
  private static final String TARGETS = "SELECT id, definition FROM registered_target ";
  private static final String ROLES = "SELECT id, definition FROM registered_role ";

  private final Database database;
  private final PgAudit audit;
  private final PgPolicyLog log;

  public PgRegistry(Database database, PgAudit audit) {
    this.database = database;
    this.audit = audit;
    log = new PgPolicyLog(database);
  }

  @Override
  public Optional<Target> target(String name) {
    return database
        .jdbc()
        .sql(TARGETS + "WHERE name = ? AND retired_at IS NULL")
        .param(name)
        .query(PgRegistry::target)
        .optional();
  }

  @Override
  public Optional<Role> role(String target, String role) {
    return database
        .jdbc()
        .sql(ROLES + "WHERE target = ? AND name = ? AND retired_at IS NULL")
        .params(target, role)
        .query(PgRegistry::role)
        .optional();
  }

  @Override
  public boolean current(TargetId target, RoleId role) {
    return database
        .jdbc()
        .sql(
            """
            SELECT EXISTS (SELECT 1 FROM registered_target WHERE id = ? AND retired_at IS NULL)
               AND EXISTS (SELECT 1 FROM registered_role WHERE id = ? AND retired_at IS NULL)""")
        .params(target.value(), role.value())
        .query(Boolean.class)
        .single();
  }

  @Override
  public List<Target> targetsSince(Instant moment) {
    return database
        .jdbc()
        .sql(
            TARGETS
                + "WHERE retired_at IS NULL OR retired_at > ? ORDER BY retired_at NULLS FIRST, registered_at, name")
        .param(Database.time(moment))
        .query(PgRegistry::target)
        .list();
  }

  @Override
  public List<String> register(LoadedPolicy policy, Instant now) {
    return database.transaction(
        () -> {
          List<String> redefined = define(policy, now);
          log.keep(policy, now);
          audit.append(
              new AuditEntry.PolicyLoaded(
                  now,
                  policy.set().hash(),
                  policy.files().stream().map(file -> file.name()).toList(),
                  redefined,
                  policy.origin()));
          return redefined;
        });
  }

  @Override
  public List<String> register(
      Inventory inventory, Inventory.Change change, Optional<LoadedPolicy> policy, Instant now) {
    return database.transaction(
        () -> {
          List<String> redefined = policy.map(p -> define(p, now)).orElse(List.of());
          keep(inventory, now);
          audit.append(
              new AuditEntry.InventoryLoaded(
                  now, inventory.hash(), inventory.byName().size(), change, redefined));
          return redefined;
        });
  }

  private void keep(Inventory inventory, Instant now) {
    database
        .jdbc()
        .sql(
            """
            INSERT INTO inventory (name, text, loaded_at) VALUES (?, ?, ?)
            ON CONFLICT (one) DO UPDATE
              SET name = EXCLUDED.name, text = EXCLUDED.text, loaded_at = EXCLUDED.loaded_at""")
        .params(inventory.file().name(), inventory.file().text(), Database.time(now))
        .update();
  }

  @Override
  public Optional<PolicyFile> lastInventory() {
    return database
        .jdbc()
        .sql("SELECT name, text FROM inventory WHERE name <> ''")
        .query((row, number) -> new PolicyFile(row.getString("name"), row.getString("text")))
        .optional();
  }

  private List<String> define(LoadedPolicy policy, Instant now) {
    // One at a time: two servers that load the same files register them once.
    database.jdbc().sql("LOCK TABLE registered_target IN EXCLUSIVE MODE").update();
    List<String> redefined = new ArrayList<>(targets(policy, now));
    redefined.addAll(roles(policy, now));
    return redefined;
  }

  private List<String> targets(LoadedPolicy policy, Instant now) {
    Map<String, Target> known = new HashMap<>();
    database
        .jdbc()
        .sql(TARGETS + "WHERE retired_at IS NULL")
        .query(PgRegistry::target)
        .list()
        .forEach(target -> known.put(target.name(), target));
    List<String> redefined = new ArrayList<>();
    for (TargetDefinition wanted : policy.targets()) {
      Target old = known.remove(wanted.name());
      if (old != null && old.definition().sameSystem(wanted)) {
        relabel(old, wanted);
      } else {
        if (old != null) {
          retire("registered_target", old.id().value(), now);
          redefined.add("target " + wanted.name());
        }
        add(wanted, now);
      }
    }
    for (Target gone : known.values()) {
      retire("registered_target", gone.id().value(), now);
      redefined.add("target " + gone.name() + " (gone)");
    }
    return redefined;
  }

  /** What is granted on it is not touched by a label; what waits is decided again. */
  private void relabel(Target old, TargetDefinition wanted) {
    if (!old.definition().equals(wanted)) {
      database
          .jdbc()
          .sql("UPDATE registered_target SET definition = CAST(? AS jsonb) WHERE id = ?")
          .params(Json.write(RequestJson.definition(wanted)), old.id().value())
          .update();
    }
  }

  private List<String> roles(LoadedPolicy policy, Instant now) {
    Map<List<String>, Role> known = new HashMap<>();
    database
        .jdbc()
        .sql(ROLES + "WHERE retired_at IS NULL")
        .query(PgRegistry::role)
        .list()
        .forEach(role -> known.put(key(role.definition()), role));
    List<String> redefined = new ArrayList<>();
    Set<List<String>> added = new HashSet<>();
    for (RoleDefinition wanted : policy.roles()) {
      Role old = known.remove(key(wanted));
      if (old == null || !old.definition().equals(wanted)) {
        if (old != null) {
          retire("registered_role", old.id().value(), now);
          redefined.add("role " + wanted.name() + " on " + wanted.target());
        }
        if (added.add(key(wanted))) {
          add(wanted, now);
        }
      }
    }
    for (Role gone : known.values()) {
      retire("registered_role", gone.id().value(), now);
      redefined.add("role " + gone.name() + " on " + gone.definition().target() + " (gone)");
    }
    return redefined;
  }

  private static List<String> key(RoleDefinition role) {
    return List.of(role.target(), role.name());
  }

  private void add(TargetDefinition target, Instant now) {
    database
        .jdbc()
        .sql(
            """
            INSERT INTO registered_target (id, name, definition, registered_at)
            VALUES (?, ?, CAST(? AS jsonb), ?)""")
        .params(
            UUID.randomUUID(),
            target.name(),
            Json.write(RequestJson.definition(target)),
            Database.time(now))
        .update();
  }

  private void add(RoleDefinition role, Instant now) {
    database
        .jdbc()
        .sql(
            """
            INSERT INTO registered_role (id, target, name, definition, registered_at)
            VALUES (?, ?, ?, CAST(? AS jsonb), ?)""")
        .params(
            UUID.randomUUID(),
            role.target(),
            role.name(),
            Json.write(RequestJson.definition(role)),
            Database.time(now))
        .update();
  }

  private void retire(String table, UUID id, Instant now) {
    database
        .jdbc()
        .sql("UPDATE " + table + " SET retired_at = ? WHERE id = ?")
        .params(Database.time(now), id)
        .update();
  }

  private static Target target(ResultSet row, int number) throws SQLException {
    return new Target(
        new TargetId(row.getObject("id", UUID.class)),
        RequestJson.targetDefinition(Json.read(row.getString("definition"))));
  }

  private static Role role(ResultSet row, int number) throws SQLException {
    return new Role(
        new RoleId(row.getObject("id", UUID.class)),
        RequestJson.roleDefinition(Json.read(row.getString("definition"))));
  }
}
