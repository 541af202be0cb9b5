/** Placeholder. */
@NullMarked
package dev.iris.benchmarks;

import org.jspecify.annotations.NullMarked;
