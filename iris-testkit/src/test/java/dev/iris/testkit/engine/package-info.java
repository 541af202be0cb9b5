@NullMarked
package dev.iris.testkit.engine;

import org.jspecify.annotations.NullMarked;
