package dev.iris.fuzz;

/** Something that reads what others wrote, and what must be true of every reading. Implementations have a public constructor. */
@FunctionalInterface
public interface FuzzTarget {
    /** Reads the input; whatever is thrown is a finding. */
    void check(byte[] input);
}
