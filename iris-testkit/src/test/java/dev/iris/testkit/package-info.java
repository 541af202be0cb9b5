/** The test tools under test themselves. */
@NullMarked
package dev.iris.testkit;

import org.jspecify.annotations.NullMarked;
