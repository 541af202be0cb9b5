package dev.iris.server.control;

/**
 * A place between two rows of an import's stream, and how many rows are before it.
 *
 * @param accepted rows that were events
 * @param rejected rows that were none
 * @param bytes before the place, after decoding
 * @param lines before the place
 * @param checksum CRC-32C of these bytes
 */
public record ImportMark(long accepted, long rejected, long bytes, long lines, int checksum) {
    /** The beginning of every stream. */
    public static final ImportMark BEGINNING = new ImportMark(0, 0, 0, 0, 0);

    /** All rows before the place. */
    public long rows() {
        return accepted + rejected;
    }
}
