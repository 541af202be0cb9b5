package dev.iris.model;

/**
 * What a batch adds to a pending update.
 *
 * @param number of the batch in whose history the device counts
 */
public record BatchPart(BatchNumber number, BatchContent content) {
    /** Whether the batch tells that the device is in a segment, under one of its ids and by that alias. */
    boolean tells(SegmentId segment, PartnerId id, String alias) {
        return switch (content) {
            case BatchContent.Everything _ -> true;
            case BatchContent.OnlyChanges(Changes changes) -> changes.tell(segment, id, alias);
        };
    }
}
