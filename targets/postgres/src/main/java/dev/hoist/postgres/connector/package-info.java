/**
 * Makes a role per grant on PostgreSQL 16 or later and takes it back.
 *
 * <p>The role is {@code hoist_g<number>_<installation>}: it may log in with a random password that
 * only this process knows (the server gets a SCRAM verifier), until the grant's expiry, with the
 * privileges of the policy role and no others. Taking it back bars log-ins, ends its sessions,
 * hands what it owns to the configured keeper, drops it, and reads the catalogs back.
 *
 * <p>The account that does this needs no superuser, and should not be one: see {@code
 * connector-account.sql} beside this package and {@code docs/targets/postgres.md}. Names never
 * become SQL here: they go to the server as values, and its {@code format()} quotes them.
 */
@NullMarked
package dev.hoist.postgres.connector;

import org.jspecify.annotations.NullMarked;
