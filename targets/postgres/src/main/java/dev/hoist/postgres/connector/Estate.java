package dev.hoist.postgres.connector;

import dev.hoist.postgres.privilege.Identifier;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What a grant's role leaves behind in one database. Its objects go to the keeper, its privileges
 * end, in one transaction, or where there are many of them in several.
 *
 * <p>The keeper should be a role without rights: a view, or a function that runs with its owner's
 * rights, would otherwise lend the keeper's to whoever its maker let use it, long after the grant.
 * So a keeper that is mighty, has rights or is hoist's own account, is refused, and functions stop
 * running with their owner's rights (S05, S07).
 */
final class Estate {
  private static final String WRONG_OWNER = "42501";
  private static final String STILL_OWNS = "2BP01";

  private final Server database;
  private final Catalog catalog;
  private final String role;
  private final long oid;
  private final String self;

  Estate(Server database, String role, long oid, String self) {
    this.database = database;
    this.catalog = new Catalog(database);
    this.role = role;
    this.oid = oid;
    this.self = self;
  }

  /** Gives what the keeper got, in words; empty when there was nothing. */
  List<String> handOver(Optional<Identifier> keeper) throws SQLException {
    Owned owned = catalog.owned(oid);
    List<String> tooLarge = catalog.tooLargeToGive(oid);
    if (!tooLarge.isEmpty()) {
      throw new SQLException(
          role
              + " cannot log in any more, but owns "
              + String.join("; ", tooLarge)
              + ", too many for the server's lock table; drop some, or raise"
              + " max_locks_per_transaction",
          STILL_OWNS);
    }
    if (!Bulk.isSmall(catalog.dependenciesHere(oid))) {
      var bulk = new Bulk(database, oid);
      if (!owned.isEmpty()) {
        bulk.handOver(checked(keeper, owned));
      }
      bulk.endSettings();
    }
    database.atomically(() -> handOverRest(keeper));
    return owned.isEmpty() ? List.of() : List.of(owned + " -> " + keeper.orElseThrow());
  }

  private void handOverRest(Optional<Identifier> keeper) throws SQLException {
    Owned owned = catalog.owned(oid);
    if (!owned.isEmpty()) {
      reassign(checked(keeper, owned));
    }
    Owned left = catalog.owned(oid);
    if (!left.isEmpty()) {
      // DROP OWNED would delete these.
      throw new SQLException(
          role + " still owns " + left + "; give it to someone by hand", STILL_OWNS);
    }
    database.run("DROP OWNED BY %I", role);
    takeBackWhatLentRolesGave();
  }

  /**
   * Whoever was lent an owner's role could give the grant's own role something in its name. Only in
   * that name can it be taken back: the server takes what the owner gave as given by hoist's
   * account as soon as that could have given it too. So hoist's account, which may lend that role,
   * becomes it for a moment of this transaction.
   */
  private void takeBackWhatLentRolesGave() throws SQLException {
    for (String lent : catalog.lentOwnersOfWhatIsGivenTo(oid)) {
      database.run("GRANT %I TO %I WITH INHERIT TRUE, SET FALSE", role, lent);
      Lent.as(database, lent, () -> database.run("DROP OWNED BY %I", role));
      database.run("REVOKE %I FROM %I", role, lent);
    }
  }

  private Identifier checked(Optional<Identifier> keeper, Owned owned) throws SQLException {
    if (keeper.isEmpty()) {
      throw new SQLException(
          role
              + " cannot log in any more, but owns "
              + owned
              + "; name who shall have it: reassign_to, in the target's connection",
          STILL_OWNS);
    }
    String name = keeper.get().value();
    if (name.equals(self) || catalog.isMighty(name)) {
      throw new SQLException(
          "reassign_to is "
              + name
              + ", which may create roles or more; what people leave behind would run with its"
              + " rights; name a role without any",
          WRONG_OWNER);
    }
    List<String> rights = catalog.rights(name, false);
    if (!rights.isEmpty()) {
      throw new SQLException(
          "reassign_to is "
              + name
              + ", which has "
              + String.join(", ", rights)
              + "; what people leave behind would run with these; REVOKE them from it, or name a"
              + " role without any",
          WRONG_OWNER);
    }
    return keeper.get();
  }

  private void reassign(Identifier keeper) throws SQLException {
    for (String routine :
        named("SELECT oid::regprocedure::text FROM pg_proc WHERE prosecdef AND proowner")) {
      database.run("ALTER ROUTINE %s SECURITY INVOKER", routine);
    }
    // First, because the keeper must be able to create in a schema to get a function in it.
    for (String schema : named("SELECT nspname::text FROM pg_namespace WHERE nspowner")) {
      database.run("ALTER SCHEMA %I OWNER TO %I", schema, keeper.value());
    }
    database.run("REASSIGN OWNED BY %I TO %I", role, keeper.value());
  }

  private List<String> named(String query) throws SQLException {
    return database.list(query + " = ?::bigint::oid", oid);
  }
}
