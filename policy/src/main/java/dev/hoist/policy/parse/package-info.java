/** From YAML nodes to the model: the grammar of the language, a class for each section. */
@NullMarked
package dev.hoist.policy.parse;

import org.jspecify.annotations.NullMarked;
