/** Brings files of offline events to a server. */
@NullMarked
package dev.iris.cli.imports;

import org.jspecify.annotations.NullMarked;
