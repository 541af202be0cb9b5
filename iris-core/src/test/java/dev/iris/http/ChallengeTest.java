package dev.iris.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {
    static Stream<Arguments> lines() {
        return Stream.of(
                arguments("Bearer", List.of(bearer(Map.of()))),
                arguments("Bearer error=\"invalid_token\"", List.of(bearer(Map.of("error", "invalid_token")))),
                arguments("bEARER ERROR=invalid_token", List.of(bearer(Map.of("error", "invalid_token")))),
                arguments(
                        "Bearer realm=\"a, b\", error = \"invalid_token\" , error_description=\"it \\\"is\\\" old\"",
                        List.of(bearer(Map.of(
                                "realm", "a, b", "error", "invalid_token", "error_description", "it \"is\" old")))),
                arguments(
                        "Basic realm=\"x\", Bearer error=\"insufficient_scope\"",
                        List.of(
                                new Challenge("basic", Map.of("realm", "x")),
                                bearer(Map.of("error", "insufficient_scope")))),
                arguments(
                        "Negotiate a87421000492aa874209af8bc028==, Bearer realm=x",
                        List.of(new Challenge("negotiate", Map.of()), bearer(Map.of("realm", "x")))),
                arguments("Negotiate, Bearer", List.of(new Challenge("negotiate", Map.of()), bearer(Map.of()))),
                arguments(
                        " , Bearer ,,  , Basic realm=x,",
                        List.of(bearer(Map.of()), new Challenge("basic", Map.of("realm", "x")))),
                arguments("Bearer error=\"a\", error=\"b\"", List.of(bearer(Map.of("error", "a")))),
                arguments("Bearer error=\"\"", List.of(bearer(Map.of("error", "")))),
                arguments("", List.of()));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aLineIsReadAsItsChallenges(String line, List<Challenge> expected) {
        assertThat(Challenge.parse(List.of(line))).isEqualTo(expected);
    }

    @Test
    void severalLinesAreOneList() {
        assertThat(Challenge.parse(List.of("Basic realm=x", "Bearer error=invalid_token")))
                .extracting(Challenge::scheme)
                .containsExactly("basic", "bearer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer error=\"unterminated",
                "Bearer error=",
                "=",
                "\"",
                "Bearer error=\"a\" x",
                "\u0000",
                "B\u00E9arer x=y"
            })
    void whatIsMalformedIsReadUpToTheFault(String line) {
        assertThat(Challenge.parse(List.of(line, "Bearer realm=x"))).last().isEqualTo(bearer(Map.of("realm", "x")));
    }

    @Test
    void aLineWithoutEndIsReadInPart() {
        assertThat(Challenge.parse(List.of("Bearer a=b, ".repeat(100_000)))).hasSizeLessThan(1_000);
    }

    private static Challenge bearer(Map<String, String> parameters) {
        return new Challenge("bearer", parameters);
    }
}
