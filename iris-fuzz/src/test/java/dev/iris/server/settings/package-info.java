/** What the fuzzer gives to this package, and what must be true of its answers. */
@NullMarked
package dev.iris.server.settings;

import org.jspecify.annotations.NullMarked;
