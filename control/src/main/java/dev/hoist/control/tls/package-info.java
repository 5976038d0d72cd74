/**
 * hoist's own certificate authority, for servers that nobody gave a certificate: made once, kept in
 * the data folder, trusted by clients by name and by nothing else.
 */
@NullMarked
package dev.hoist.control.tls;

import org.jspecify.annotations.NullMarked;
