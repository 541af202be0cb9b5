/** What an operator sets before the server starts: a file, the environment and the command line become one checked value. */
@NullMarked
package dev.iris.server.settings;

import org.jspecify.annotations.NullMarked;
