/**
 * {@code hoist demo}: a seeded target, a policy and four people on embedded defaults; and the tour,
 * which plays the main job through the real command and the real client, and fails when anything is
 * not as told.
 */
@NullMarked
package dev.hoist.app.demo;

import org.jspecify.annotations.NullMarked;
