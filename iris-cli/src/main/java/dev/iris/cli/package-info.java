/** Placeholder. */
@NullMarked
package dev.iris.cli;

import org.jspecify.annotations.NullMarked;
