package dev.iris.partner;

import java.io.IOException;
import java.util.Arrays;

/** What is sent, and how a connection ends, when an exchange breaks off. */
final class BreakingOff {
    private BreakingOff() {}

    /** Sends the part of an answer that the moment still sees. */
    static void send(Answer answer, Moment moment, Line line) throws IOException {
        switch (moment) {
            case IN_REQUEST, BEFORE_ANSWER, AFTER_WORK -> {
                // Nothing is said.
            }
            case HALF_HEAD -> line.write(half(answer.head()));
            case HALF_ANSWER -> line.write(answer.head(), half(answer.body()));
            case AFTER_ANSWER -> line.write(answer.head(), answer.body());
        }
    }

    /** Whether the partner has done the work by then. */
    static boolean isAfterWork(Moment moment) {
        return switch (moment) {
            case IN_REQUEST, BEFORE_ANSWER, HALF_HEAD, HALF_ANSWER -> false;
            case AFTER_WORK, AFTER_ANSWER -> true;
        };
    }

    /** Ends the connection as the fault says; nothing is left of it. */
    static boolean end(Fault.BreakOff fault, Line line) throws IOException {
        switch (fault) {
            case Fault.Hang _ -> line.waitForEnd();
            case Fault.Reset _ -> line.reset();
            case Fault.Close _ -> line.linger();
        }
        return false;
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }
}
