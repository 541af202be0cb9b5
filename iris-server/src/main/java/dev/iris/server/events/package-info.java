/** Reads events from their JSON form, the same for every way in. */
@NullMarked
package dev.iris.server.events;

import org.jspecify.annotations.NullMarked;
