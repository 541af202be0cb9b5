/** The contract suites that every engine passes, and an engine in memory that is plain enough to be the measure of the others. */
@NullMarked
package dev.iris.testkit.engine;

import org.jspecify.annotations.NullMarked;
