/** The page that shows an operator how the destinations stand. */
@NullMarked
package dev.iris.server.console;

import org.jspecify.annotations.NullMarked;
