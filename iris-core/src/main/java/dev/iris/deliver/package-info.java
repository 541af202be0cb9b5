/** Couriers: one per destination, from the outbox to the partner's answer. */
@NullMarked
package dev.iris.deliver;

import org.jspecify.annotations.NullMarked;
