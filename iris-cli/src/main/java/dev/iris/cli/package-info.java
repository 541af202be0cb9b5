/** The program {@code iris}: what people type. The only place that names picocli and Logback. */
@NullMarked
package dev.iris.cli;

import org.jspecify.annotations.NullMarked;
