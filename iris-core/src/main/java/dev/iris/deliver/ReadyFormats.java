package dev.iris.deliver;

import dev.iris.format.MessageFormat;
import dev.iris.format.TemplateFaultException;
import dev.iris.model.Destination;
import dev.iris.model.DestinationNumber;
import dev.iris.model.Format;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The formats of destinations, each made ready once and again when it changes. Thread-safe. */
final class ReadyFormats {
    private final Map<DestinationNumber, Ready> ready = new ConcurrentHashMap<>();

    private record Ready(Format format, MessageFormat messages) {}

    MessageFormat of(Destination destination) {
        var format = destination.form().format();
        var known = ready.get(destination.number());
        if (known != null && known.format().equals(format)) {
            return known.messages();
        }
        var made = new Ready(format, make(format));
        ready.put(destination.number(), made);
        return made.messages();
    }

    /** A destination is served no more. */
    void forget(DestinationNumber number) {
        ready.remove(number);
    }

    private static MessageFormat make(Format format) {
        try {
            return MessageFormat.of(format);
        } catch (TemplateFaultException e) {
            throw new IllegalStateException("a template that was taken is not taken any more", e);
        }
    }
}
