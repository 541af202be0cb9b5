/** The token engine against scripted answers and a clock that tests move. */
@NullMarked
package dev.iris.oauth;

import org.jspecify.annotations.NullMarked;
