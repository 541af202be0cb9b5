/** Placeholder. */
@NullMarked
package dev.iris.testkit;

import org.jspecify.annotations.NullMarked;
