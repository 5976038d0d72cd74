/** Small strict YAML: unknown keys are errors, and every error has its place. */
@NullMarked
package dev.hoist.integrations.yaml;

import org.jspecify.annotations.NullMarked;
