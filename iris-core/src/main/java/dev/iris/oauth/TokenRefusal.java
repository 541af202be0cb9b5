package dev.iris.oauth;

import dev.iris.http.HttpsResult.Answered;
import dev.iris.http.PartnerWords;
import dev.iris.http.RetryAfter;
import dev.iris.oauth.FetchOutcome.Bound;
import dev.iris.oauth.FetchOutcome.Standing;
import dev.iris.oauth.FetchOutcome.Transient;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a token endpoint says when it grants nothing: whose fault it is, and whether asking again can help. */
final class TokenRefusal {
    private static final Duration MOST_UNAVAILABLE = Duration.ofSeconds(60);
    private static final Set<Integer> PASSING = Set.of(408, 425);
    private static final Set<Integer> MISPLACED = Set.of(404, 405, 410, 415);
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}");

    private final Complaint complaint;
    private final AnswerRules rules;
    private final @Nullable Duration asked;

    private TokenRefusal(Complaint complaint, AnswerRules rules, @Nullable Duration asked) {
        this.complaint = complaint;
        this.rules = rules;
        this.asked = asked;
    }

    /** The meaning of any answer but 200 and 201. */
    static FetchOutcome read(Answered answer, AnswerRules rules, Instant now) {
        int status = answer.status();
        var asked = RetryAfter.find(answer, now).orElse(null);
        if (status < 300) {
            return FetchOutcome.unusable("status " + status + " (expected: 200)")
                    .waiting(asked);
        }
        if (status < 400) {
            return new Standing(new Reason(ReasonCode.REDIRECT, "status " + status + target(answer, rules)), asked);
        }
        var refusal = new TokenRefusal(Complaint.of(answer), rules, asked);
        return status >= 500 ? refusal.ofServer() : refusal.ofClient();
    }

    /** A success that says it is none (some servers answer errors with 200). */
    static FetchOutcome inSuccess(Complaint complaint, AnswerRules rules) {
        if (complaint.blamesCredential()) {
            return new TokenRefusal(complaint, rules, null).ofCredential();
        }
        var reason = new Reason(ReasonCode.TOKEN_UNUSABLE, complaint.shown(rules));
        var bound = complaint.isSlowDown() ? Bound.CLIENT : Bound.TOKEN;
        return complaint.blamesConfiguration() ? new Standing(reason) : new Transient(reason, bound, null);
    }

    private FetchOutcome ofServer() {
        var reason = new Reason(ReasonCode.UNEXPECTED_STATUS, complaint.shown(rules));
        return complaint.status() == 503
                ? new Transient(reason, Bound.ENDPOINT, shortened())
                : new Transient(reason, bound(Bound.TOKEN), asked);
    }

    private FetchOutcome ofClient() {
        int status = complaint.status();
        if (status == 429) {
            return passing(ReasonCode.THROTTLED, Bound.CLIENT);
        }
        if (status == 401 || complaint.blamesCredential()) {
            return ofCredential();
        }
        if (PASSING.contains(status) || complaint.passes()) {
            return passing(ReasonCode.UNEXPECTED_STATUS, bound(complaint.isSlowDown() ? Bound.CLIENT : Bound.TOKEN));
        }
        if (complaint.isOfWholeRequest()) {
            return new Standing(new Reason(ReasonCode.UNEXPECTED_STATUS, complaint.shownWithHint(rules)), asked);
        }
        var advice = MISPLACED.contains(status) ? ", check auth.tokenEndpoint" : "";
        return new Standing(new Reason(ReasonCode.UNEXPECTED_STATUS, complaint.shown(rules) + advice), asked);
    }

    private FetchOutcome ofCredential() {
        return rules.isReuse(complaint.description())
                ? passing(ReasonCode.UNEXPECTED_STATUS, Bound.TOKEN)
                : new Standing(new Reason(ReasonCode.CREDENTIAL_REFUSED, complaint.shownWithHint(rules)), asked);
    }

    private FetchOutcome passing(ReasonCode code, Bound bound) {
        return new Transient(new Reason(code, complaint.shown(rules)), bound, asked);
    }

    /** A wait that a server asks for is meant for the client, whatever it asked for. */
    private Bound bound(Bound otherwise) {
        return asked == null ? otherwise : Bound.CLIENT;
    }

    private @Nullable Duration shortened() {
        return asked != null && asked.compareTo(MOST_UNAVAILABLE) > 0 ? MOST_UNAVAILABLE : asked;
    }

    /** The host alone: a path or query may hold anything. */
    private static String target(Answered answer, AnswerRules rules) {
        try {
            var host = URI.create(answer.findHeader("Location").orElse("")).getHost();
            return host != null && HOST.matcher(host).matches()
                    ? " to host " + PartnerWords.masked(host, rules.secrets().forms())
                    : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
