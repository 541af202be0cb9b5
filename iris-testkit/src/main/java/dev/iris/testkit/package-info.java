/** What tests share: a raw TLS server that records and misbehaves, and clocks that tests move. */
@NullMarked
package dev.iris.testkit;

import org.jspecify.annotations.NullMarked;
