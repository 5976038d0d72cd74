/**
 * The YAML that policy files are written in, read under tight bounds: one document, no aliases, no
 * tags, no duplicate keys; every value keeps its place.
 */
@NullMarked
package dev.hoist.policy.yaml;

import org.jspecify.annotations.NullMarked;
