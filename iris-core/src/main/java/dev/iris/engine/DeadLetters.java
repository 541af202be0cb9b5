package dev.iris.engine;

import dev.iris.model.DestinationNumber;
import java.util.List;

/**
 * Entries that partners do not take: at most one for each destination, device and partner id, the newest. They come to be with the
 * settlement of their device, in one atomic write with it ({@link Settlement#letters}), and go with their destination. Each method
 * throws {@link EngineUnavailableException} when the engine is closed or cannot read or write. Thread-safe.
 */
public interface DeadLetters {
    /** How many the destination has. */
    long countLetters(DestinationNumber destination);

    /**
     * Letters of a destination, by device and partner id. A page may hold fewer than the limit, even none, and yet name a next: when
     * the letters are large, or few of many are meant. Pages that follow each other give every letter once that was there all the
     * while; of those that came or went meanwhile they may give some.
     *
     * @param after the letter behind which to begin, as {@link LetterPage#next} named it; empty to begin at the first
     * @param limit 1 to 1,000
     * @throws IllegalArgumentException another limit, or an {@code after} that no page named
     */
    LetterPage listLetters(DestinationNumber destination, LetterSearch search, String after, int limit);

    /**
     * Makes the devices of letters due again and forgets the letters, both in one atomic write for each part of them. A device is
     * told as it is by then, so nothing newer is overwritten; it waits in the outbox like any other, and one that is due already keeps
     * its place. Letters of a device that is no longer known are forgotten only. Durable when it returns; after a failure part of them
     * may be due again and the rest are still letters, so it may be repeated.
     *
     * @return how many letters were replayed; those that were forgotten only are not counted
     */
    long replayLetters(DestinationNumber destination, LetterSearch search);

    /**
     * Forgets letters, not the zeros in them. Durable when it returns; after a failure part of them may be forgotten, and it may be
     * repeated.
     *
     * @return how many letters were dropped
     */
    long dropLetters(DestinationNumber destination, LetterSearch search);

    /**
     * Some letters.
     *
     * @param next names the place behind them, to go on from; empty when there are no more
     */
    record LetterPage(List<DeadLetter> letters, String next) {
        public LetterPage {
            letters = List.copyOf(letters);
        }
    }
}
