/** The token engine: one shared bearer token per credential. */
@NullMarked
package dev.iris.oauth;

import org.jspecify.annotations.NullMarked;
