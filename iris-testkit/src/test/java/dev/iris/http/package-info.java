/** The outbound edge against real sockets and TLS. */
@NullMarked
package dev.iris.http;

import org.jspecify.annotations.NullMarked;
