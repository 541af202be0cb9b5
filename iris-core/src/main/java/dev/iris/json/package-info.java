/** Strict reading and plain writing of JSON and YAML documents; the only place that names Jackson and SnakeYAML Engine. */
@NullMarked
package dev.iris.json;

import org.jspecify.annotations.NullMarked;
