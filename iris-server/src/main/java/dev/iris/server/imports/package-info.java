/** Streams of offline events: taken apart into rows, read, given to the engine in chunks, and kept track of. */
@NullMarked
package dev.iris.server.imports;

import org.jspecify.annotations.NullMarked;
