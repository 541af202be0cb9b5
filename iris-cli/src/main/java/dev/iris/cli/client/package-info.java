/** Speaks REST to a server, and says in one sentence what failed. */
@NullMarked
package dev.iris.cli.client;

import org.jspecify.annotations.NullMarked;
