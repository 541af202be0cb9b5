package dev.iris.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.oauth.TokenResult.Granted;
import dev.iris.oauth.TokenResult.Refused;
import dev.iris.oauth.TokenResult.Unavailable;
import java.time.Duration;

/** What a source gives to one who has time, as it is expected to be. */
final class Taken {
    static final Duration LONG = Duration.ofSeconds(30);

    private Taken() {}

    static AccessToken granted(TokenSource source) throws InterruptedException {
        var result = source.take(LONG);
        assertThat(result).isInstanceOf(Granted.class);
        return ((Granted) result).token();
    }

    /** The value of a token that is expected. */
    static String value(TokenSource source) throws InterruptedException {
        return granted(source).value().reveal();
    }

    static Unavailable unavailable(TokenSource source) throws InterruptedException {
        var result = source.take(LONG);
        assertThat(result).isInstanceOf(Unavailable.class);
        return (Unavailable) result;
    }

    static Refused refused(TokenSource source) throws InterruptedException {
        var result = source.take(LONG);
        assertThat(result).isInstanceOf(Refused.class);
        return (Refused) result;
    }

    /** Waits until the request for the token that follows the held one has come to something. */
    static void awaitNoneUnderWay(TokenSource source) {
        while (source.status().phase() == TokenStatus.Phase.RENEWING) {
            Thread.onSpinWait();
        }
    }
}
