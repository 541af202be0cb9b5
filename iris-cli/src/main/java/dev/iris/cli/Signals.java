package dev.iris.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C and SIGTERM: the first asks the program to end cleanly, the second ends it at once.
 *
 * <p>The JDK offers signals only in a package that the compiler warns of, so it is reached by reflection; where it is missing, the
 * system's own way of ending a program stays.
 */
final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final int EXIT_AT_ONCE = 130;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicInteger count = new AtomicInteger();

    private Signals() {}

    static Signals listen() {
        var signals = new Signals();
        for (var name : new String[] {"INT", "TERM"}) {
            try {
                signals.handle(name);
            } catch (ReflectiveOperationException e) {
                LOG.debug("{} is left to the system", name, e);
            }
        }
        return signals;
    }

    /** Returns when the program is asked to end. */
    void await() throws InterruptedException {
        asked.await();
    }

    /** Whether the program was asked to end. */
    boolean wasAsked() {
        return asked.getCount() == 0;
    }

    private @Nullable Object received() {
        asked.countDown();
        if (count.incrementAndGet() > 1) {
            Runtime.getRuntime().halt(EXIT_AT_ONCE);
        }
        return null;
    }

    private void handle(String name) throws ReflectiveOperationException {
        var signal = Class.forName("sun.misc.Signal");
        var handler = Class.forName("sun.misc.SignalHandler");
        var proxy = Proxy.newProxyInstance(
                handler.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                    return switch (method.getName()) {
                        case "handle" -> received();
                        case "equals" -> System.identityHashCode(self) == System.identityHashCode(arguments[0]);
                        case "hashCode" -> System.identityHashCode(self);
                        default -> "signals";
                    };
                });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    }
}
