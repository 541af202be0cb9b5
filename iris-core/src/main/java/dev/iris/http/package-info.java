/** The outbound HTTPS edge: one blocking call, guarded addresses, verified TLS; the only place that names Vert.x here. */
@NullMarked
package dev.iris.http;

import org.jspecify.annotations.NullMarked;
