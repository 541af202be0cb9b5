/** JMH benchmarks of the hot pieces. */
@NullMarked
package dev.iris.benchmarks;

import org.jspecify.annotations.NullMarked;
