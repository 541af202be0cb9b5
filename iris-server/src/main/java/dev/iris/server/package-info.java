/** Placeholder. */
@NullMarked
package dev.iris.server;

import org.jspecify.annotations.NullMarked;
