/** The REST interface: one table of endpoints, answered over HTTP; the only place of the server that names Vert.x. */
@NullMarked
package dev.iris.server.api;

import org.jspecify.annotations.NullMarked;
