/**
 * What a recording says about statements: their text with passwords masked, bound values made
 * readable, and the accounts of what each brought.
 *
 * <p>Masking ({@link dev.hoist.postgres.protocol.statement.SecretMask}) reads SQL with a small
 * lexer (PostgreSQL documentation, "Lexical Structure") and hides the literals that stand where
 * PostgreSQL's grammar has a password, and nothing else.
 */
@NullMarked
package dev.hoist.postgres.protocol.statement;

import org.jspecify.annotations.NullMarked;
