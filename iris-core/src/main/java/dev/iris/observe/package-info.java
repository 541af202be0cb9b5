/** Names of reasons, metrics and log events. */
@NullMarked
package dev.iris.observe;

import org.jspecify.annotations.NullMarked;
