package dev.iris.model;

/** What a batch tells of a device. */
public sealed interface BatchContent {
    /** All that is mapped: what full batches tell. */
    record Everything() implements BatchContent {}

    /** What changed since the cut of the batch. */
    record OnlyChanges(Changes changes) implements BatchContent {}
}
