/** The edge's rules without any socket. */
@NullMarked
package dev.iris.http;

import org.jspecify.annotations.NullMarked;
