/**
 * Talks to the server: HTTPS with the context's own certificate authority, JSON, problems turned
 * into failures, and the stream of a request's changes.
 */
@NullMarked
package dev.hoist.cli.client;

import org.jspecify.annotations.NullMarked;
