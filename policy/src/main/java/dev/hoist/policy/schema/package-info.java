/**
 * The shape of policy files as a JSON Schema, for editors. The loader says what is right; a test
 * holds the schema to what the loader says of every mapping and every word.
 */
@NullMarked
package dev.hoist.policy.schema;

import org.jspecify.annotations.NullMarked;
