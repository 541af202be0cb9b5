/** The composition root: {@code IrisServer} puts settings, control plane, engine, edge, couriers and REST together. */
@NullMarked
package dev.iris.server;

import org.jspecify.annotations.NullMarked;
