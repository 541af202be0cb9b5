package dev.iris.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.iris.json.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FaultScriptTest {
    @ParameterizedTest
    @MethodSource
    void stepIsRead(String step, FaultStep expected) throws ScriptRefusedException {
        assertThat(FaultScript.parse(Messages.bytes("steps: [{" + step + "}]")).steps())
                .containsExactly(expected);
    }

    static Stream<Arguments> stepIsRead() {
        return Stream.of(
                Arguments.of("on: token, status: 500", FaultStep.next(Endpoint.TOKEN, Fault.status(500))),
                Arguments.of(
                        "on: segments, times: 3, status: 429, retryAfter: 2s, body: slow down",
                        FaultStep.times(
                                Endpoint.SEGMENTS,
                                3,
                                new Fault.AnswerWith(429, Map.of("Retry-After", "2"), "slow down"))),
                Arguments.of(
                        "on: segments, for: 4s, share: 0.1, delay: 250ms",
                        FaultStep.during(
                                        Endpoint.SEGMENTS,
                                        Duration.ofSeconds(4),
                                        new Fault.Delay(Duration.ofMillis(250)))
                                .hitting(0.1)),
                Arguments.of(
                        "on: segments, after: 7, hang: true",
                        FaultStep.next(Endpoint.SEGMENTS, new Fault.Hang()).startingAfter(7)),
                Arguments.of(
                        "on: segments, reset: before-answer",
                        FaultStep.next(Endpoint.SEGMENTS, new Fault.Reset(Fault.Moment.BEFORE_ANSWER))),
                Arguments.of(
                        "on: segments, reset: half-answer",
                        FaultStep.next(Endpoint.SEGMENTS, new Fault.Reset(Fault.Moment.HALF_ANSWER))),
                Arguments.of(
                        "on: segments, expireTokens: true",
                        FaultStep.next(Endpoint.SEGMENTS, new Fault.ExpireTokens())),
                Arguments.of(
                        "on: segments, away: 1m",
                        FaultStep.next(Endpoint.SEGMENTS, new Fault.Away(Duration.ofMinutes(1)))));
    }

    @Test
    void jsonIsReadToo() throws ScriptRefusedException {
        assertThat(FaultScript.parse(Messages.bytes("{\"steps\":[{\"on\":\"token\",\"status\":503}]}"))
                        .steps())
                .containsExactly(FaultStep.next(Endpoint.TOKEN, Fault.status(503)));
    }

    @ParameterizedTest
    @MethodSource
    void faultyStepIsRefused(String step, String problem) {
        assertThat(refusal("steps: [{" + step + "}]").problems())
                .extracting(Problem::toString)
                .containsExactly(problem);
    }

    static Stream<Arguments> faultyStepIsRefused() {
        var faults = "(expected: one of status, delay, hang, reset, expireTokens, away)";
        return Stream.of(
                Arguments.of("hang: true", "steps[0].on: is missing"),
                Arguments.of("on: other, hang: true", "steps[0].on: is unknown (expected: token or segments)"),
                Arguments.of("on: token", "steps[0].fault: is missing " + faults),
                Arguments.of(
                        "on: token, hang: true, status: 500",
                        "steps[0].fault: is more than one: [status, hang] " + faults),
                Arguments.of("on: token, status: 99", "steps[0].status: 99 (expected: 200 to 599)"),
                Arguments.of("on: token, hang: false", "steps[0].hang: is false (expected: true, or leave it out)"),
                Arguments.of(
                        "on: token, reset: now", "steps[0].reset: is unknown (expected: before-answer or half-answer)"),
                Arguments.of(
                        "on: token, delay: soon",
                        "steps[0].delay: is no length of time (expected: a number and ms, s, m or h, such as 250ms)"),
                Arguments.of("on: token, away: 2h", "steps[0].away: 2h (expected: more than 0, at most 1h)"),
                Arguments.of("on: token, times: 0, hang: true", "steps[0].times: 0 (expected: 1 to 1000000000)"),
                Arguments.of(
                        "on: token, times: 1, for: 1s, hang: true",
                        "steps[0].for: stands beside times (expected: one of them)"),
                Arguments.of(
                        "on: token, share: 2, hang: true",
                        "steps[0].share: is no share (expected: a number above 0, at most 1)"),
                Arguments.of(
                        "on: token, body: x, hang: true",
                        "steps[0].body: stands without status (expected: status beside it)"));
    }

    @Test
    void everyProblemIsToldAtOnce() {
        var script = "steps:\n - {on: token, hang: true, loud: 1}\n - {on: x, delay: 1}\nextra: 1\n";

        assertThat(refusal(script).problems())
                .extracting(Problem::field)
                .containsExactly("steps[0].loud", "steps[1].on", "steps[1].delay", "extra");
    }

    @Test
    void documentWithoutStepsIsRefused() {
        assertThat(refusal("{}")).hasMessage("steps: is missing");
        assertThat(refusal("steps: [")).hasMessageStartingWith("not well-formed");
    }

    private static ScriptRefusedException refusal(String script) {
        return catchThrowableOfType(ScriptRefusedException.class, () -> FaultScript.parse(Messages.bytes(script)));
    }
}
