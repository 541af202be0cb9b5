package dev.iris.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.oauth.AccessToken;
import dev.iris.oauth.TokenResult.Granted;
import dev.iris.oauth.TokenResult.Refused;
import dev.iris.oauth.TokenSource;
import dev.iris.observe.ReasonCode;
import java.time.Duration;

/** What a source gives, as it is expected to be. */
final class Taken {
    static final Duration LONG = Duration.ofSeconds(30);

    private Taken() {}

    static AccessToken granted(TokenSource source) throws InterruptedException {
        var result = source.take(LONG);
        assertThat(result).as(() -> "" + source.findFailure()).isInstanceOf(Granted.class);
        return ((Granted) result).token();
    }

    /** The header by which a token is sent that is expected. */
    static String value(TokenSource source) throws InterruptedException {
        return granted(source).authorization().value();
    }

    /** The same of a token that is asked for though one is held. */
    static String renewedValue(TokenSource source) throws InterruptedException {
        source.renew();
        return value(source);
    }

    static Refused refused(TokenSource source) throws InterruptedException {
        var result = source.take(LONG);
        assertThat(result).isInstanceOf(Refused.class);
        return (Refused) result;
    }

    /** The credential was refused, in words that begin so. */
    static void credentialRefused(TokenSource source, String words) throws InterruptedException {
        var reason = refused(source).reason();
        assertThat(reason.code()).isEqualTo(ReasonCode.CREDENTIAL_REFUSED);
        assertThat(reason.detail()).startsWith(words);
    }
}
