package dev.iris.cli;

import dev.iris.engine.EngineUnavailableException;
import dev.iris.server.control.ControlPlaneException;

/** What a failure is called in front of people: never a stack trace or the name of a class. */
final class Failures {
    private Failures() {}

    static String sentence(Throwable failure) {
        return switch (failure) {
            case CommandFailedException known -> known.getMessage();
            case ControlPlaneException known -> known.getMessage();
            case EngineUnavailableException known -> known.getMessage();
            default -> "an unexpected fault; run it again with IRIS_LOG_LEVEL=debug and report what it logs";
        };
    }
}
