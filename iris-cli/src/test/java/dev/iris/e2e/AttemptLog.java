package dev.iris.e2e;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** The outcome of each attempt to deliver, by destination, as the log tells it until this is closed. Thread-safe. */
final class AttemptLog implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.iris.deliver.Dispatch");
    private final Map<String, ConcurrentLinkedQueue<String>> outcomes = new ConcurrentHashMap<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            keep(event);
        }
    };

    private AttemptLog() {
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
    }

    static AttemptLog listen() {
        return new AttemptLog();
    }

    /** The outcomes of one destination in their order. */
    List<String> of(int destination) {
        return List.copyOf(outcomes.getOrDefault(Integer.toString(destination), new ConcurrentLinkedQueue<>()));
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    private void keep(ILoggingEvent event) {
        var pairs = event.getKeyValuePairs().stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
        outcomes.computeIfAbsent(pairs.getOrDefault("destination", ""), _ -> new ConcurrentLinkedQueue<>())
                .add(pairs.getOrDefault("outcome", ""));
    }
}
