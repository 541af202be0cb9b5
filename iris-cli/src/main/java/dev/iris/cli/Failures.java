package dev.iris.cli;

import dev.iris.cli.client.CommandFailedException;
import dev.iris.engine.EngineUnavailableException;
import dev.iris.server.StartupException;
import dev.iris.server.control.ControlPlaneException;

/** What a failure is called in front of people: never a stack trace or the name of a class. */
final class Failures {
    private static final String UNEXPECTED =
            "an unexpected fault; run it again with IRIS_LOG_LEVEL=debug and report what it logs";

    private Failures() {}

    static String sentence(Throwable failure) {
        boolean known = failure instanceof CommandFailedException
                || failure instanceof StartupException
                || failure instanceof ControlPlaneException
                || failure instanceof EngineUnavailableException;
        return known ? String.valueOf(failure.getMessage()) : UNEXPECTED;
    }
}
