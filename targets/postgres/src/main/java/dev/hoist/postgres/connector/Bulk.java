package dev.hoist.postgres.connector;

import dev.hoist.postgres.privilege.Identifier;
import java.sql.SQLException;
import java.util.List;

/**
 * Settles the bulk of what a role leaves behind in one database. {@code REASSIGN OWNED} and {@code
 * DROP OWNED} do all at once, and keep a lock on each thing until they are done: with many things
 * that fills the lock table, which everybody on the server shares, and fails each time. So what can
 * be many is done in batches before them, each a transaction of its own. What was done stays done;
 * a call that runs out of time is gone on with by the next.
 */
final class Bulk {
  private static final int BATCH = 200;
  private static final int FETCHED = 5_000;
  private static final String LOCK_TABLE_IS_FULL = "53200";
  private static final String TOOK_TOO_LONG = "57014";

  /** Here, and of the role that is the one parameter. */
  private static final String ITS =
      " refclassid = 'pg_authid'::regclass AND refobjid = ?::bigint::oid AND dbid ="
          + " (SELECT oid FROM pg_database WHERE datname = current_database())";

  /**
   * What has an owner of its own, as ALTER names it; schemas first, because the keeper must be able
   * to create in a schema to get something in it. Sequences of columns follow their tables.
   */
  private static final String OWNED =
      "SELECT what FROM (SELECT objid, classid, CASE classid"
          + " WHEN 'pg_namespace'::regclass THEN (SELECT format('SCHEMA %I', nspname)"
          + " FROM pg_namespace WHERE oid = objid)"
          + " WHEN 'pg_class'::regclass THEN (SELECT format('TABLE %s', c.oid::regclass)"
          + " FROM pg_class c WHERE c.oid = objid AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')"
          + " AND NOT (relkind = 'S' AND EXISTS (SELECT FROM pg_depend d"
          + " WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid"
          + " AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i'))))"
          + " WHEN 'pg_proc'::regclass THEN format('ROUTINE %s', objid::regprocedure)"
          + " WHEN 'pg_type'::regclass THEN (SELECT format('TYPE %s', t.oid::regtype)"
          + " FROM pg_type t WHERE t.oid = objid AND typtype IN ('c', 'd', 'e'))"
          + " WHEN 'pg_largeobject'::regclass THEN format('LARGE OBJECT %s', objid)"
          + " END AS what FROM pg_shdepend WHERE deptype = 'o' AND"
          + ITS
          + ") o WHERE what IS NOT NULL ORDER BY classid <> 'pg_namespace'::regclass, objid LIMIT "
          + FETCHED;

  private static final String RUN_WITH_OWNERS_RIGHTS =
      "SELECT objid::regprocedure::text FROM pg_shdepend JOIN pg_proc p ON p.oid = objid"
          + " WHERE classid = 'pg_proc'::regclass AND deptype = 'o' AND prosecdef AND"
          + ITS
          + " LIMIT "
          + FETCHED;

  /** Row security policies for the role, on tables of one owner. */
  private static final String POLICIES =
      "SELECT CASE WHEN polroles = ARRAY[refobjid]"
          + " THEN format('DROP POLICY %I ON %s', polname, polrelid::regclass)"
          + " ELSE format('ALTER POLICY %I ON %s TO %s', polname, polrelid::regclass,"
          + " (SELECT string_agg(r::regrole::text, ', ') FROM unnest(polroles) r"
          + " WHERE r <> refobjid)) END"
          + " FROM pg_shdepend JOIN pg_policy p ON p.oid = objid JOIN pg_class c ON c.oid = polrelid"
          + " WHERE classid = 'pg_policy'::regclass"
          + " AND relowner = (SELECT oid FROM pg_roles WHERE rolname = ?) AND"
          + ITS
          + " LIMIT "
          + FETCHED;

  private static final String POLICY_MAKERS =
      "SELECT DISTINCT pg_get_userbyid(relowner)::text FROM pg_shdepend"
          + " JOIN pg_policy p ON p.oid = objid JOIN pg_class c ON c.oid = polrelid"
          + " WHERE classid = 'pg_policy'::regclass AND"
          + ITS;

  /** Default privileges of the role in schemas; an entry that gives nothing any more is gone. */
  private static final String DEFAULT_PRIVILEGES =
      "SELECT format('ALTER DEFAULT PRIVILEGES FOR ROLE %s IN SCHEMA %s REVOKE ALL ON %s FROM %s',"
          + " defaclrole::regrole, defaclnamespace::regnamespace, CASE defaclobjtype"
          + " WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'ROUTINES'"
          + " WHEN 'T' THEN 'TYPES' END, (SELECT string_agg(DISTINCT CASE grantee WHEN 0"
          + " THEN 'PUBLIC' ELSE grantee::regrole::text END, ', ') FROM aclexplode(defaclacl)))"
          + " FROM pg_shdepend JOIN pg_default_acl d ON d.oid = objid"
          + " WHERE classid = 'pg_default_acl'::regclass AND deptype = 'o'"
          + " AND defaclnamespace <> 0 AND"
          + ITS
          + " LIMIT "
          + FETCHED;

  private final Server database;
  private final long oid;
  private int batch = BATCH;

  Bulk(Server database, long oid) {
    this.database = database;
    this.oid = oid;
  }

  /** So many things as one statement can do well. */
  static boolean isSmall(long things) {
    return things <= BATCH;
  }

  void handOver(Identifier keeper) throws SQLException {
    each(its(RUN_WITH_OWNERS_RIGHTS), database::atomically, "ALTER ROUTINE %s SECURITY INVOKER");
    each(its(OWNED), database::atomically, "ALTER %s OWNER TO %I", keeper.value());
  }

  void endSettings() throws SQLException {
    for (String owner : database.list(POLICY_MAKERS, oid)) {
      Query policies = () -> database.list(POLICIES, owner, oid);
      if (database.holds("SELECT pg_has_role(?::name, 'USAGE')", owner)) {
        each(policies, database::atomically, "%s");
      } else if (database.holds("SELECT pg_has_role(?::name, 'MEMBER WITH ADMIN OPTION')", owner)) {
        each(policies, work -> inTheNameOf(owner, work), "%s");
      }
    }
    each(its(DEFAULT_PRIVILEGES), database::atomically, "%s");
  }

  private Query its(String query) {
    return () -> database.list(query, oid);
  }

  private void inTheNameOf(String owner, Server.Work work) throws SQLException {
    database.atomically(() -> Lent.as(database, owner, work));
  }

  private void each(Query query, Transaction transaction, String template, String... more)
      throws SQLException {
    List<String> before = List.of();
    List<String> things = query.list();
    // What was done and is still there, is for what comes after this to tell of.
    while (!things.isEmpty() && !things.equals(before)) {
      for (int from = 0; from < things.size(); ) {
        from += some(things.subList(from, things.size()), transaction, template, more);
      }
      before = things;
      things = query.list();
    }
  }

  /** Gives how many could be done at once: one table may bring along many indexes. */
  private int some(List<String> things, Transaction transaction, String template, String... more)
      throws SQLException {
    while (true) {
      int count = Math.min(batch, things.size());
      try {
        transaction.of(() -> database.runEach(template, things.subList(0, count), more));
        return count;
      } catch (SQLException e) {
        if (count == 1 || !isTooMuch(e) || database.timeLeft().isZero()) {
          throw e;
        }
        batch = count / 2;
      }
    }
  }

  private static boolean isTooMuch(SQLException e) {
    return LOCK_TABLE_IS_FULL.equals(e.getSQLState()) || TOOK_TOO_LONG.equals(e.getSQLState());
  }

  private interface Query {
    List<String> list() throws SQLException;
  }

  private interface Transaction {
    void of(Server.Work work) throws SQLException;
  }
}
