@NullMarked
package dev.hoist.app.demo;

import org.jspecify.annotations.NullMarked;
