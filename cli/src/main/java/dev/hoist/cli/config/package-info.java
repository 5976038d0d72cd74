/** The user's own files: named contexts in one, tokens in another that only the user can read. */
@NullMarked
package dev.hoist.cli.config;

import org.jspecify.annotations.NullMarked;
