package dev.iris.rocksdb;

import dev.iris.engine.Batch;
import dev.iris.engine.Settlement;
import dev.iris.model.Catalog;
import dev.iris.model.DestinationNumber;
import dev.iris.model.QualificationEvent;
import dev.iris.publish.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What the committer is asked to do; commands take effect in the order in which they were given. */
sealed interface Command {
    /** Completed when the command is durable, exceptionally when nothing of it is promised. */
    record Accept(List<QualificationEvent> events, Origin origin, CompletableFuture<Void> done) implements Command {}

    /** Acknowledgements; nobody waits for them. */
    record Settle(DestinationNumber destination, List<Settlement> settlements) implements Command {}

    /** Devices of dead letters become due; completed when that is durable, with how many letters were replayed. */
    record Replay(LetterPart letters, CompletableFuture<Long> done) implements Command {}

    /** Dead letters are forgotten; completed when that is durable, with how many they were. */
    record Drop(LetterPart letters, CompletableFuture<Long> done) implements Command {}

    /** A batch begins; completed when that is durable, with the batch, or empty when another one runs. */
    record Begin(
            DestinationNumber destination, boolean full, Instant plannedFor, CompletableFuture<Optional<Batch>> done)
            implements Command {}

    /** Devices of a batch become due; completed when that is written. */
    record Refill(BatchSlice slice, CompletableFuture<Void> done) implements Command {}

    /** A new catalog; completed when it is in force. */
    record Adopt(Catalog catalog, CompletableFuture<Void> done) implements Command {}

    /** The end: commands given before it are carried out, later ones are refused. */
    record Stop() implements Command {}
}
