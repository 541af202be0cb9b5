/** The server: one process that takes events, keeps the engine and delivers to partners. */
@NullMarked
package dev.iris.server;

import org.jspecify.annotations.NullMarked;
