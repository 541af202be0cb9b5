/** Iris's token engine against authorization servers that others wrote. */
@NullMarked
package dev.iris.interop;

import org.jspecify.annotations.NullMarked;
