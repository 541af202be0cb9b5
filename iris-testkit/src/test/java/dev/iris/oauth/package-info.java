/** The token engine against a real token endpoint. */
@NullMarked
package dev.iris.oauth;

import org.jspecify.annotations.NullMarked;
