/**
 * What a recording says about statements: their text with passwords masked, bound values made
 * readable, and the accounts of what each brought.
 *
 * <p>Masking ({@link dev.hoist.postgres.protocol.statement.SecretMask}) reads SQL with a small
 * lexer (PostgreSQL documentation, "Lexical Structure") and hides what follows the word {@code
 * PASSWORD}: literals in any quoting, parameters, and the like inside nested literals. It would
 * rather hide too much. An unquoted secret that PostgreSQL itself would not accept is not
 * recognized.
 */
@NullMarked
package dev.hoist.postgres.protocol.statement;

import org.jspecify.annotations.NullMarked;
