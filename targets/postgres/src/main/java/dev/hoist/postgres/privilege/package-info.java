/**
 * What a policy role may give on PostgreSQL, as types: an own strict grammar of GRANT without the
 * grantee. Only listed privileges on listed classes of objects exist here; {@code ALL} privileges,
 * grant options and roles as objects do not. Nothing here becomes SQL by concatenating a name:
 * names travel to the server as values, and it quotes them.
 */
@NullMarked
package dev.hoist.postgres.privilege;

import org.jspecify.annotations.NullMarked;
