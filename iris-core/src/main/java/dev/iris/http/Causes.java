package dev.iris.http;

import java.util.Optional;
import java.util.stream.Stream;

/** A failure and what caused it, down to a depth. */
final class Causes {
    private static final int DEEPEST = 20;

    private Causes() {}

    static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(Optional.of(failure), Optional::isPresent, e -> e.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .limit(DEEPEST);
    }

    static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return of(failure).filter(type::isInstance).map(type::cast).findFirst();
    }
}
