package dev.iris.deliver;

import dev.iris.http.HttpHeader;
import dev.iris.oauth.AccessToken;
import dev.iris.oauth.TokenLease;
import dev.iris.oauth.TokenResult;
import dev.iris.oauth.TokenSource;
import dev.iris.oauth.TokenStatus;
import dev.iris.observe.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Passes that are bearer tokens of a token endpoint, shared by all who use the same credential. Thread-safe. */
final class TokenAdmission implements Admission {
    private final TokenLease lease;

    TokenAdmission(TokenLease lease) {
        this.lease = lease;
    }

    /** A token on one request. */
    private record TokenPass(AccessToken token, TokenSource source) implements Pass {
        @Override
        public List<HttpHeader> headers() {
            return List.of(token.authorization());
        }

        @Override
        public void accept() {
            token.accept();
        }

        /** A partner may say back what either of its endpoints was sent. */
        @Override
        public String mask(String text) {
            return source.maskCredential(token.mask(text));
        }
    }

    @Override
    public Answer take(Duration most) throws InterruptedException {
        return answer(lease.source().take(most));
    }

    @Override
    public Answer await(Duration most) throws InterruptedException {
        return answer(lease.source().await(most));
    }

    @Override
    public boolean refused(Pass pass) {
        if (pass instanceof TokenPass(var token, var source)) {
            source.reject(token);
        }
        return true;
    }

    @Override
    public void retryNow() {
        lease.source().retryNow();
    }

    @Override
    public void renew(Duration most) throws InterruptedException {
        lease.source().renew();
        lease.source().take(most);
    }

    @Override
    public TokenStatus status() {
        return lease.source().status();
    }

    @Override
    public Optional<Reason> findFailure() {
        return lease.source().findFailure();
    }

    @Override
    public void close() {
        lease.close();
    }

    private Answer answer(TokenResult result) {
        return switch (result) {
            case TokenResult.Granted(var token) -> new Answer.Granted(new TokenPass(token, lease.source()));
            case TokenResult.Unavailable(var reason, var pause) -> new Answer.Later(reason, pause);
            case TokenResult.Refused(var reason, var pause) -> new Answer.Barred(reason, pause);
        };
    }
}
