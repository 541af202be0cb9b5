package dev.iris.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up the log: to standard error, so that standard output holds answers only. */
final class Logging {
    private Logging() {}

    /**
     * Replaces whatever was set up before.
     *
     * @param level trace, debug, info, warn or error
     * @param json one JSON object a line instead of text
     */
    static void setUp(String level, boolean json) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context, json));
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        root.setLevel(Level.toLevel(level, Level.INFO));
        quieten(context, root.getLevel());
    }

    /** Libraries speak only of trouble unless everything is asked for. */
    private static void quieten(LoggerContext context, Level level) {
        if (level.isGreaterOrEqual(Level.DEBUG)) {
            for (var library : new String[] {"io.netty", "io.vertx", "org.flywaydb", "org.sqlite"}) {
                context.getLogger(library).setLevel(Level.WARN);
            }
        }
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, boolean json) {
        if (json) {
            var encoder = new JsonEncoder();
            encoder.setContext(context);
            encoder.start();
            return encoder;
        }
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %logger{0} %msg %kvp%n");
        encoder.start();
        return encoder;
    }
}
