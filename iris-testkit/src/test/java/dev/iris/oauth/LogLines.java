package dev.iris.oauth;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** What is logged by a logger and those below it, with the words of exceptions, until this is closed. Thread-safe. */
final class LogLines implements AutoCloseable {
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger logger;
    private final Level before;
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            keep(event);
        }
    };

    private LogLines(Logger logger, Level level) {
        this.logger = logger;
        this.before = logger.getLevel();
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(level);
    }

    /** Everything at all, however fine. */
    static LogLines ofAll() {
        return new LogLines((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME), Level.TRACE);
    }

    /** Warnings and errors of the token engine. */
    static LogLines ofTokens() {
        return new LogLines((Logger) LoggerFactory.getLogger(TokenSource.class), Level.WARN);
    }

    List<String> all() {
        return List.copyOf(lines);
    }

    void add(String line) {
        lines.add(line);
    }

    @Override
    public void close() {
        logger.setLevel(before);
        logger.detachAppender(appender);
    }

    private void keep(ILoggingEvent event) {
        lines.add(event.getFormattedMessage());
        for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
            lines.add(String.valueOf(cause.getMessage()));
        }
    }
}
