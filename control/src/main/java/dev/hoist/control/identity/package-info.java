/**
 * Local users, their passwords and their logins: who someone is, before anybody asks what they may.
 *
 * <p>Passwords are kept as Argon2id, tokens and the first administrator's code as SHA-256 of 256
 * and 100 random bits. Guessing is slowed down by name and by source, and hashing never runs more
 * often at once than there is memory for. A name belongs to one id for ever (S09).
 */
@NullMarked
package dev.hoist.control.identity;

import org.jspecify.annotations.NullMarked;
