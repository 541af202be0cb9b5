/** Placeholder. */
@NullMarked
package dev.iris.partner;

import org.jspecify.annotations.NullMarked;
