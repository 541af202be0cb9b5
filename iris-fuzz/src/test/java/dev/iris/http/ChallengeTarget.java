package dev.iris.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.fuzz.FuzzTarget;
import java.util.List;

/**
 * The lines of {@code WWW-Authenticate} headers: names are lower-case tokens, what is found is no longer than what was read, and every
 * challenge is found again when it is written anew.
 */
public final class ChallengeTarget implements FuzzTarget {
    private static final int LONGEST_LINE = 8_192;

    @Override
    public void check(byte[] input) {
        var text = new String(input, ISO_8859_1);
        var challenges = Challenge.parse(List.of(text.split("\n", -1)));
        assertThat(challenges.stream().mapToInt(ChallengeTarget::size).sum()).isLessThanOrEqualTo(text.length());
        challenges.forEach(ChallengeTarget::check);
    }

    private static void check(Challenge challenge) {
        assertThat(challenge.scheme()).matches(ChallengeTarget::isName);
        assertThat(challenge.parameters().keySet()).allMatch(ChallengeTarget::isName);
        var written = write(challenge);
        if (written.length() <= LONGEST_LINE) {
            assertThat(Challenge.parse(List.of(written))).containsExactly(challenge);
            assertThat(Challenge.parse(List.of(written + ", " + "other"))).hasSize(2);
        }
    }

    private static String write(Challenge challenge) {
        return challenge.parameters().entrySet().stream()
                .map(parameter -> parameter.getKey() + "=\"" + escape(parameter.getValue()) + "\"")
                .collect(joining(", ", challenge.scheme() + " ", ""));
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static boolean isName(String text) {
        return text.matches("[!#$%&'*+.^_`|~0-9a-z-]+");
    }

    private static int size(Challenge challenge) {
        return challenge.scheme().length()
                + challenge.parameters().entrySet().stream()
                        .mapToInt(parameter -> parameter.getKey().length()
                                + parameter.getValue().length())
                        .sum();
    }
}
