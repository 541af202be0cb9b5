package dev.iris.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.iris.json.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FaultScriptTest {
    private static final String MOMENTS =
            "in-request, before-answer, after-work, half-head, half-answer or after-answer";

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
                        FaultStep.next(Endpoint.SEGMENTS, new Fault.Reset(Moment.BEFORE_ANSWER))),
                Arguments.of(
                        "on: segments, reset: half-answer",
                        FaultStep.next(Endpoint.SEGMENTS, new Fault.Reset(Moment.HALF_ANSWER))),
                Arguments.of(
                        "on: segments, expireTokens: true",
                        FaultStep.next(Endpoint.SEGMENTS, new Fault.ExpireTokens())),
                Arguments.of(
                        "on: segments, away: 1m",
                        FaultStep.next(Endpoint.SEGMENTS, new Fault.Shut(Door.AWAY, Duration.ofMinutes(1)))),
                Arguments.of(
                        "on: segments, from: 10s, for: 1m, status: 503, retryAfter: 5s",
                        FaultStep.during(
                                        Endpoint.SEGMENTS,
                                        Duration.ofMinutes(1),
                                        Fault.status(503, Duration.ofSeconds(5)))
                                .startingAt(Duration.ofSeconds(10))),
                Arguments.of(
                        "on: segments, users: ['77', u9], for: 1h, status: 422",
                        FaultStep.during(Endpoint.SEGMENTS, Duration.ofHours(1), Fault.status(422))
                                .ofUsers("77", "u9")),
                Arguments.of(
                        "on: segments, for: 1h, above: 50, status: 429",
                        FaultStep.during(Endpoint.SEGMENTS, Duration.ofHours(1), Fault.status(429))
                                .lettingPass(50)),
                Arguments.of(
                        "on: segments, status: 307, location: 'https://127.0.0.1/'",
                        FaultStep.next(
                                Endpoint.SEGMENTS,
                                new Fault.AnswerWith(307, Map.of("Location", "https://127.0.0.1/"), ""))));
    }

    @ParameterizedTest
    @EnumSource
    void everyMomentOfABreakIsRead(Moment moment) throws ScriptRefusedException {
        for (var word : List.of("hang", "reset", "close")) {
            var steps = FaultScript.parse(
                            Messages.bytes("steps: [{on: segments, " + word + ": " + moment.word() + "}]"))
                    .steps();
            assertThat(steps)
                    .extracting(step -> ((Fault.BreakOff) step.fault()).moment())
                    .containsExactly(moment);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyGarblingIsRead(Garbling way) throws ScriptRefusedException {
        assertThat(FaultScript.parse(Messages.bytes("steps: [{on: token, answer: " + way.word() + "}]"))
                        .steps())
                .containsExactly(FaultStep.next(Endpoint.TOKEN, new Fault.Garble(way)));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OPEN")
    void everyShutDoorIsRead(Door door) throws ScriptRefusedException {
        assertThat(FaultScript.parse(Messages.bytes("steps: [{on: token, " + door.word() + ": 2s}]"))
                        .steps())
                .containsExactly(FaultStep.next(Endpoint.TOKEN, new Fault.Shut(door, Duration.ofSeconds(2))));
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
        var faults = "(expected: one of status, delay, hang, reset, close, answer, expireTokens, away, silent,"
                + " expiredCertificate, tlsAlert)";
        return Stream.of(
                Arguments.of("hang: true", "line 1, steps[0].on: is missing"),
                Arguments.of("on: other, hang: true", "line 1, steps[0].on: other (expected: token or segments)"),
                Arguments.of("on: token", "line 1, steps[0].fault: is missing " + faults),
                Arguments.of(
                        "on: token, hang: true, status: 500",
                        "line 1, steps[0].fault: is more than one: [status, hang] " + faults),
                Arguments.of("on: token, above: 0, hang: true", "line 1, steps[0].above: 0 (expected: 1 to 100000)"),
                Arguments.of("on: token, status: 99", "line 1, steps[0].status: 99 (expected: 200 to 599)"),
                Arguments.of(
                        "on: token, hang: false", "line 1, steps[0].hang: is false (expected: true, or leave it out)"),
                Arguments.of("on: token, reset: now", "line 1, steps[0].reset: now (expected: " + MOMENTS + ")"),
                Arguments.of(
                        "on: token, delay: soon",
                        "line 1, steps[0].delay: is no length of time (expected: a number and ms, s, m or h, such as"
                                + " 250ms)"),
                Arguments.of("on: token, away: 2h", "line 1, steps[0].away: 2h (expected: more than 0, at most 1h)"),
                Arguments.of(
                        "on: token, times: 0, hang: true", "line 1, steps[0].times: 0 (expected: 1 to 1000000000)"),
                Arguments.of(
                        "on: token, times: 1, for: 1s, hang: true",
                        "line 1, steps[0].for: stands beside times (expected: one of them)"),
                Arguments.of(
                        "on: token, share: 2, hang: true",
                        "line 1, steps[0].share: 2 (expected: a number above 0, at most 1)"),
                Arguments.of(
                        "on: token, share: half, hang: true",
                        "line 1, steps[0].share: is a string (expected: a number above 0, at most 1)"),
                Arguments.of(
                        "on: token, answer: wrong",
                        "line 1, steps[0].answer: wrong (expected: length-too-small, length-too-large,"
                                + " length-malformed, bad-gzip, huge, endless, drip, twice or no-http)"),
                Arguments.of(
                        "on: token, users: [a], hang: true",
                        "line 1, steps[0].users: stands beside on: token (expected: on: segments)"),
                Arguments.of(
                        "on: segments, users: [a], reset: in-request",
                        "line 1, steps[0].users: stands beside in-request (expected: a later moment)"),
                Arguments.of(
                        "on: segments, users: [''], hang: true",
                        "line 1, steps[0].users[0]: has 0 characters (expected: 1 to 256)"),
                Arguments.of(
                        "on: token, status: 503, retryAfter: 1500ms",
                        "line 1, steps[0].retryAfter: 1500ms (expected: whole seconds)"),
                Arguments.of(
                        "on: token, status: 302, location: 'a b'",
                        "line 1, steps[0].location: is no URL (expected: 1 to 2000 visible ASCII characters)"),
                Arguments.of(
                        "on: token, body: x, hang: true",
                        "line 1, steps[0].body: stands without status (expected: status beside it)"));
    }

    @Test
    void everyProblemIsToldAtOnce() {
        var script = "steps:\n - {on: token, hang: true, loud: 1}\n - {on: x, delay: 1}\nextra: 1\n";

        assertThat(refusal(script).problems())
                .extracting(Problem::field)
                .containsExactly(
                        "line 2, steps[0].loud", "line 3, steps[1].on", "line 3, steps[1].delay", "line 4, extra");
    }

    @Test
    void documentWithoutStepsIsRefused() {
        assertThat(refusal("{}")).hasMessage("line 1, steps: is missing");
        assertThat(refusal("steps: [")).hasMessageStartingWith("not well-formed");
    }

    private static ScriptRefusedException refusal(String script) {
        return catchThrowableOfType(ScriptRefusedException.class, () -> FaultScript.parse(Messages.bytes(script)));
    }
}
