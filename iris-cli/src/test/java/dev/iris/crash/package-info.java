/** The crash harness: mixed load, kills at random moments, and an account of every device at every destination. */
@NullMarked
package dev.iris.crash;

import org.jspecify.annotations.NullMarked;
