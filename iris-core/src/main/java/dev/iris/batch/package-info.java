/** Batches: when they begin, what they tell of a device, and how they are made due part by part. */
@NullMarked
package dev.iris.batch;

import org.jspecify.annotations.NullMarked;
