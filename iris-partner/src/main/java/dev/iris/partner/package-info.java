/** The reference partner: an HTTPS server that takes the contract literally, records what came and misbehaves on request. */
@NullMarked
package dev.iris.partner;

import org.jspecify.annotations.NullMarked;
