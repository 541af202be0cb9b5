/** The rules: which destinations an event concerns, and what each of them is owed. Pure functions. */
@NullMarked
package dev.iris.publish;

import org.jspecify.annotations.NullMarked;
