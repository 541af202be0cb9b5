/** Makes a server's destinations as a file says, and writes that file. */
@NullMarked
package dev.iris.cli.apply;

import org.jspecify.annotations.NullMarked;
