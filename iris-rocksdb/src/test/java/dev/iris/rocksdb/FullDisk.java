package dev.iris.rocksdb;

import static dev.iris.testkit.engine.Examples.ONE;
import static dev.iris.testkit.engine.Examples.START;
import static dev.iris.testkit.engine.Examples.catalog;
import static dev.iris.testkit.engine.Examples.event;
import static dev.iris.testkit.engine.Examples.qualifies;

import dev.iris.engine.EngineUnavailableException;
import dev.iris.engine.Settlement;
import dev.iris.model.OwedZeros;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A process that accepts events until its disk holds no more, and says what the engine does then. */
final class FullDisk {
    /** Events of one call. */
    static final int CALL = 500;

    /** So many that a few thousand events fill a file. */
    private static final Set<String> SEGMENTS = IntStream.rangeClosed(0, 200)
            .mapToObj(i -> i == 0 ? "A" : "unmapped-" + i)
            .collect(Collectors.toUnmodifiableSet());

    private FullDisk() {}

    /** The engine's folder is the only argument; what was found goes to standard output, a line each. */
    public static void main(String[] arguments) throws InterruptedException {
        var engine = RocksEngine.open(Path.of(arguments[0]), catalog(1), InstantSource.fixed(START), System::nanoTime);
        say("trouble before", engine.findTrouble().isPresent());
        say("accepted", acceptUntilRefused(engine));
        say("trouble", engine.findTrouble().orElse("none"));
        say("refused again", isRefused(() -> engine.accept(List.of(qualifies("1", "A", 1)))));
        say("due", engine.awaitDue(ONE, 1, Duration.ofMillis(1)));
        say("taken", engine.take(ONE, 10).size());
        say("settling refused", isRefused(() -> settle(engine)));
        say("adopting refused", isRefused(() -> engine.adopt(catalog(1))));
        engine.close();
        say("closed", true);
    }

    /** How many calls were answered before one was refused. */
    private static int acceptUntilRefused(RocksEngine engine) {
        for (int call = 0; call < 1_000; call++) {
            int first = call * CALL;
            if (isRefused(() -> engine.accept(IntStream.range(first, first + CALL)
                    .mapToObj(i -> event("" + i, 0, SEGMENTS, Set.of(), Set.of("u" + i)))
                    .toList()))) {
                return call;
            }
        }
        throw new IllegalStateException("the disk is never full");
    }

    private static void settle(RocksEngine engine) {
        engine.settle(ONE, List.of(new Settlement(RandomChoice.DEVICES.getFirst(), 1, OwedZeros.NONE, List.of())));
    }

    private static boolean isRefused(Runnable call) {
        try {
            call.run();
            return false;
        } catch (EngineUnavailableException e) {
            return true;
        }
    }

    private static void say(String what, Object value) {
        System.out.println(what + ": " + value);
    }
}
