/** The figures of a server for Prometheus; the only place that names Micrometer. */
@NullMarked
package dev.iris.server.metrics;

import org.jspecify.annotations.NullMarked;
