/**
 * Everything about PostgreSQL as a target: what policy may say about it ({@code privilege}), how
 * privileges are made and taken back ({@code connector}), and its wire protocol ({@code protocol}).
 * Nobody outside names these; app knows the one class here.
 */
@NullMarked
package dev.hoist.postgres;

import org.jspecify.annotations.NullMarked;
