/** The control plane: destinations, mappings, sealed secrets and access tokens, durable in SQLite, compiled into catalogs. */
@NullMarked
package dev.iris.server.control;

import org.jspecify.annotations.NullMarked;
