package dev.iris.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C and SIGTERM: the first asks the program to end cleanly, the second ends it at once.
 *
 * <p>The JDK offers signals only in a package that the compiler warns of, so it is reached by reflection; where it is missing, the
 * system's own way of ending a program stays.
 */
final class Signals {
    private static final int EXIT_AT_ONCE = 130;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicInteger count = new AtomicInteger();

    private Signals() {}

    static Signals listen() {
        var signals = new Signals();
        for (var name : new String[] {"INT", "TERM"}) {
            try {
                signals.handle(name);
            } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException e) {
                return signals;
            } catch (InstantiationException | InvocationTargetException e) {
                continue;
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

    private void received() {
        asked.countDown();
        if (count.incrementAndGet() > 1) {
            Runtime.getRuntime().halt(EXIT_AT_ONCE);
        }
    }

    private void handle(String name)
            throws ClassNotFoundException, NoSuchMethodException, IllegalAccessException, InstantiationException,
                    InvocationTargetException {
        var signal = Class.forName("sun.misc.Signal");
        var handler = Class.forName("sun.misc.SignalHandler");
        var proxy = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
            if (method.getName().equals("handle")) {
                received();
            }
            return method.getReturnType() == boolean.class ? self == arguments[0] : null;
        });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    }
}
