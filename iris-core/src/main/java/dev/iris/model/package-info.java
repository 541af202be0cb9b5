/** The values an event becomes on its way to a partner; uses the JDK only. */
@NullMarked
package dev.iris.model;

import org.jspecify.annotations.NullMarked;
