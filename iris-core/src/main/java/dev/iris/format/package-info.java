/** The bytes of a message: the standard format and its dates. */
@NullMarked
package dev.iris.format;

import org.jspecify.annotations.NullMarked;
