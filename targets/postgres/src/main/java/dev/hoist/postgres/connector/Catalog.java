package dev.hoist.postgres.connector;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What the server's catalogs say about roles. */
record Catalog(Server server) {
  private static final int MIN_VERSION = 160_000;

  /** Versions before 16 have another meaning of CREATEROLE; standbys cannot be written to. */
  void checkUsable() throws SQLException {
    long version = server.count("SELECT current_setting('server_version_num')");
    if (version < MIN_VERSION) {
      throw new SQLException(
          "the server is PostgreSQL " + version / 10_000 + "; hoist needs 16 or later", "0A000");
    }
    if (server.holds("SELECT pg_is_in_recovery()")) {
      throw new SQLException("the server is a standby; give the primary's address", "25006");
    }
  }

  /** A role's oid, by which it is known to the other catalogs. */
  Optional<Long> oid(String role) throws SQLException {
    return server.list("SELECT oid::text FROM pg_roles WHERE rolname = ?", role).stream()
        .map(Long::parseLong)
        .findFirst();
  }

  Optional<String> comment(long oid) throws SQLException {
    return server.list("SELECT shobj_description(?::bigint::oid, 'pg_authid')", oid).stream()
        .findFirst();
  }

  /** A role of that name is someone's own unless it bears our mark, and then we leave it alone. */
  void checkOurs(GrantRole role, long oid) throws SQLException {
    if (!comment(oid).equals(Optional.of(role.comment()))) {
      throw new SQLException(
          "role " + role.name() + " is there but hoist did not make it; drop or rename it",
          "42710");
    }
  }

  /** Whether a role has more than LOGIN: rights that no policy gives. */
  boolean isMighty(String role) throws SQLException {
    return server.holds(
        "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls"
            + " FROM pg_roles WHERE rolname = ?",
        role);
  }

  /** The roles that a role is a member of. */
  List<String> memberOf(String role) throws SQLException {
    return server.list(
        "SELECT DISTINCT pg_get_userbyid(m.roleid)::text FROM pg_auth_members m JOIN pg_roles r"
            + " ON r.oid = m.member WHERE r.rolname = ?",
        role);
  }

  /**
   * What a role may do by others' leave: memberships and privileges. Left out is what is its own or
   * a grant's, on which people may give it whatever they like.
   *
   * @param containers whether schemas and databases count, which tell nothing of what is in them
   */
  List<String> rights(String role, boolean containers) throws SQLException {
    return server.list(
        "WITH k AS (SELECT oid FROM pg_roles WHERE rolname = ?)"
            + " SELECT 'membership in ' || roleid::regrole FROM pg_auth_members, k"
            + " WHERE member = k.oid"
            + " UNION SELECT CASE WHEN a.dbid IN (0, d.oid)"
            + " THEN 'privileges on ' || pg_describe_object(a.classid, a.objid, a.objsubid)"
            + " ELSE 'privileges in database ' || (SELECT datname FROM pg_database"
            + " WHERE oid = a.dbid) END"
            + " FROM k, pg_shdepend a, pg_database d"
            + " WHERE d.datname = current_database() AND a.refobjid = k.oid"
            + " AND a.refclassid = 'pg_authid'::regclass AND a.deptype = 'a'"
            + " AND (? OR a.classid NOT IN ('pg_namespace'::regclass, 'pg_database'::regclass))"
            + " AND NOT EXISTS (SELECT FROM pg_shdepend o JOIN pg_roles r ON r.oid = o.refobjid"
            + " WHERE (o.dbid, o.classid, o.objid) = (a.dbid, a.classid, a.objid)"
            + " AND o.refclassid = 'pg_authid'::regclass AND o.deptype = 'o'"
            + " AND (r.oid = k.oid OR r.rolname ~ '^hoist_g[0-9]+_[0-9a-f]+$'))"
            + " ORDER BY 1 LIMIT 20",
        role,
        containers);
  }

  /**
   * Whose objects here a role may still do something with, as far as hoist's account may lend those
   * owners, and the role is not lent them. A superuser takes everything back without that.
   */
  List<String> lentOwnersOfWhatIsGivenTo(long oid) throws SQLException {
    return server.list(
        "SELECT DISTINCT pg_get_userbyid(o.refobjid)::text FROM pg_shdepend a JOIN pg_shdepend o"
            + " ON (o.dbid, o.classid, o.objid) = (a.dbid, a.classid, a.objid)"
            + " WHERE a.refclassid = 'pg_authid'::regclass AND a.refobjid = ?::bigint::oid"
            + " AND a.deptype = 'a' AND a.dbid IN (0, (SELECT oid FROM pg_database"
            + " WHERE datname = current_database()))"
            + " AND o.refclassid = 'pg_authid'::regclass AND o.deptype = 'o'"
            + " AND pg_has_role(o.refobjid, 'MEMBER WITH ADMIN OPTION')"
            + " AND NOT pg_has_role(a.refobjid, o.refobjid, 'MEMBER')"
            + " AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) ORDER BY 1",
        oid);
  }

  /**
   * The roles in whose name hoist's account may do what a database's owner may, as it may lend
   * them; the owner itself first.
   */
  List<String> lentOwnersOfDatabase(String database) throws SQLException {
    return server.list(
        "SELECT rolname::text FROM pg_roles r JOIN pg_database d ON datname = ?"
            + " WHERE pg_has_role(r.oid, 'MEMBER WITH ADMIN OPTION')"
            + " AND pg_has_role(r.oid, datdba, 'USAGE')"
            + " AND rolname !~ '^hoist_g[0-9]+_[0-9a-f]+$' ORDER BY r.oid <> datdba, rolname",
        database);
  }

  boolean isHere(String database) throws SQLException {
    return server.holds("SELECT current_database() = ?", database);
  }

  boolean isThere(String database) throws SQLException {
    return server.holds("SELECT true FROM pg_database WHERE datname = ?", database);
  }

  long sessions(long oid) throws SQLException {
    return server.count(
        "SELECT count(*) FROM pg_stat_activity WHERE usesysid = ?::bigint::oid", oid);
  }

  long memberships(long oid) throws SQLException {
    return server.count(
        "SELECT count(*) FROM pg_auth_members, (SELECT ?::bigint::oid AS gone) g"
            + " WHERE gone IN (roleid, member, grantor)",
        oid);
  }

  /**
   * What a role owns with so many indexes and sequences that giving it away takes more locks than
   * the server should be asked for, in words.
   */
  List<String> tooLargeToGive(long oid) throws SQLException {
    return server.list(
        "SELECT format('%s, with %s indexes and sequences', r, n) FROM (SELECT t.oid::regclass AS r,"
            + " (SELECT count(*) FROM (SELECT indexrelid FROM pg_index WHERE indrelid = t.oid"
            + " UNION SELECT objid FROM pg_depend WHERE refclassid = 'pg_class'::regclass"
            + " AND refobjid = t.oid AND classid = 'pg_class'::regclass"
            + " AND deptype IN ('a', 'i')) its) AS n FROM pg_class t"
            + " WHERE relowner = ?::bigint::oid AND relkind IN ('r', 'p', 'm')) owned"
            + " WHERE n > current_setting('max_locks_per_transaction')::bigint"
            + " * (current_setting('max_connections')::bigint"
            + " + current_setting('max_prepared_transactions')::bigint) / 2"
            + " ORDER BY n DESC LIMIT 3",
        oid);
  }

  /** How many entries of the catalogs here speak of a role. */
  long dependenciesHere(long oid) throws SQLException {
    return server.count(
        "SELECT count(*) FROM pg_shdepend"
            + " WHERE refclassid = 'pg_authid'::regclass AND refobjid = ?::bigint::oid"
            + " AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())",
        oid);
  }

  long dependencies(long oid) throws SQLException {
    return server.count(
        "SELECT count(*) FROM pg_shdepend"
            + " WHERE refclassid = 'pg_authid'::regclass AND refobjid = ?::bigint::oid",
        oid);
  }

  /** The other databases in which a role owns something or may do something. */
  List<String> otherDatabases(long oid) throws SQLException {
    return server.list(
        "SELECT DISTINCT datname FROM pg_shdepend s JOIN pg_database d ON d.oid = s.dbid"
            + " WHERE s.refclassid = 'pg_authid'::regclass AND s.refobjid = ?::bigint::oid"
            + " AND datname <> current_database()",
        oid);
  }

  /** The databases in which a role prepared transactions for two-phase commit. */
  List<String> databasesOfPrepared(String role) throws SQLException {
    return server.list(
        "SELECT DISTINCT database::text FROM pg_prepared_xacts WHERE owner = ?", role);
  }

  /** The names of the transactions that a role prepared in this database. */
  List<String> prepared(String role) throws SQLException {
    return server.list(
        "SELECT gid FROM pg_prepared_xacts WHERE owner = ? AND database = current_database()",
        role);
  }

  /**
   * What a role owns in this database, described by the server. Default privileges and user
   * mappings are settings of the role itself, and nothing that anyone made to keep.
   */
  Owned owned(long oid) throws SQLException {
    String its =
        " FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass AND refobjid = ?::bigint::oid"
            + " AND deptype = 'o' AND dbid IN (0, (SELECT oid FROM pg_database"
            + " WHERE datname = current_database()))"
            + " AND classid NOT IN ('pg_default_acl'::regclass, 'pg_user_mapping'::regclass)";
    return new Owned(
        server.count("SELECT count(*)" + its, oid),
        server.list(
            "SELECT pg_describe_object(classid, objid, objsubid) FROM (SELECT *"
                + its
                + " ORDER BY classid = 'pg_class'::regclass DESC, objid LIMIT ?) o ORDER BY 1",
            oid,
            Owned.SHOWN));
  }
}
