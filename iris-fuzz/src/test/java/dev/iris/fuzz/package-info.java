/** A coverage-guided fuzzer over everything that reads what others wrote; the targets stand in the packages of what they read. */
@NullMarked
package dev.iris.fuzz;

import org.jspecify.annotations.NullMarked;
