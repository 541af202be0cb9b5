package dev.iris.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.http.HttpHeader;
import dev.iris.model.Authentication;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.SecretSource;
import dev.iris.model.SecretUnreadableException;
import dev.iris.oauth.SpokenForms;
import dev.iris.oauth.TokenStatus;
import dev.iris.observe.Reason;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Passes that stay: a user name and password, a token that the partner gave once, or none at all. Of two secrets the newer is tried
 * first; when the partner refuses it, the other has its turn. Thread-safe.
 */
final class FixedAdmission implements Admission {
    /** How long to wait for a secret in a file that cannot be read. */
    private static final Duration UNREADABLE_PAUSE = Duration.ofSeconds(1);

    private static final Pass OPEN = new FixedPass(List.of(), List.of(), -1);

    private final List<SecretSource> secrets;
    private final Scheme scheme;
    private final UnaryOperator<String> credentials;
    private final SecretFiles files;
    private final AtomicInteger place = new AtomicInteger();

    private FixedAdmission(
            List<SecretSource> secrets, Scheme scheme, UnaryOperator<String> credentials, SecretFiles files) {
        this.secrets = secrets;
        this.scheme = scheme;
        this.credentials = credentials;
        this.files = files;
    }

    static FixedAdmission basic(Authentication.Basic basic, SecretFiles files) {
        var passwords = basic.passwords().newestFirst();
        return new FixedAdmission(passwords, Scheme.BASIC, password -> basic.username() + ":" + password, files);
    }

    static FixedAdmission bearer(Authentication.FixedBearer bearer, SecretFiles files) {
        return new FixedAdmission(bearer.tokens().newestFirst(), Scheme.BEARER, UnaryOperator.identity(), files);
    }

    /** Everybody is let in. */
    static FixedAdmission open() {
        return new FixedAdmission(List.of(), Scheme.BEARER, UnaryOperator.identity(), SecretFiles.NONE);
    }

    /** How credentials are written in the header. */
    private enum Scheme {
        BASIC("Basic ") {
            @Override
            String written(String credentials) {
                return Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
            }
        },
        BEARER("Bearer ") {
            @Override
            String written(String credentials) {
                return credentials;
            }
        };

        private final String name;

        Scheme(String name) {
            this.name = name;
        }

        HttpHeader header(String credentials) {
            return new HttpHeader("Authorization", name + written(credentials));
        }

        abstract String written(String credentials);
    }

    /**
     * A secret on one request.
     *
     * @param masked what is not to be seen
     * @param place of the secret among those there are
     */
    private record FixedPass(List<HttpHeader> headers, List<Secret> masked, int place) implements Pass {
        @Override
        public void accept() {}

        @Override
        public String mask(String text) {
            return SpokenForms.mask(text, masked);
        }
    }

    @Override
    public Answer take(Duration most) {
        if (secrets.isEmpty()) {
            return new Answer.Granted(OPEN);
        }
        try {
            int now = place.get();
            return new Answer.Granted(pass(secrets.get(now).resolve(files), now));
        } catch (SecretUnreadableException e) {
            return new Answer.Later(SegmentEndpoint.unreadable(e), UNREADABLE_PAUSE);
        }
    }

    @Override
    public Answer await(Duration most) {
        return take(most);
    }

    @Override
    public boolean refused(Pass pass) {
        if (secrets.size() < 2 || !(pass instanceof FixedPass fixed)) {
            return false;
        }
        place.compareAndSet(fixed.place(), 1 - fixed.place());
        return true;
    }

    @Override
    public void retryNow() {}

    @Override
    public void renew(Duration most) {}

    @Override
    public TokenStatus status() {
        return TokenStatus.NONE;
    }

    @Override
    public Optional<Reason> findFailure() {
        return Optional.empty();
    }

    @Override
    public void close() {}

    private Pass pass(Secret secret, int now) {
        var sent = credentials.apply(secret.reveal());
        return new FixedPass(List.of(scheme.header(sent)), List.of(secret, Secret.of(sent)), now);
    }
}
