/** What is told of each destination: its backlog, its courier and how long it will take. */
@NullMarked
package dev.iris.server.status;

import org.jspecify.annotations.NullMarked;
