/** Ports of the engine that keeps profiles and outboxes: what is atomic, what survives, what repeats. */
@NullMarked
package dev.iris.engine;

import org.jspecify.annotations.NullMarked;
