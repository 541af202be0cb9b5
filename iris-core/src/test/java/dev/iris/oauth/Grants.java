package dev.iris.oauth;

import dev.iris.http.Outbound;
import dev.iris.model.ClientCredential;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.ClientCredential.Placement;
import dev.iris.model.HttpsUrl;
import dev.iris.model.PartnerTls;
import dev.iris.model.Rotation;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.SecretSource;
import dev.iris.model.TokenGrant;
import dev.iris.model.TokenParameters;
import dev.iris.model.TokenPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Grants and sources over a scripted edge, whose time stands still and whose chance is the highest number there is. */
final class Grants {
    /** Every back-off lasts as long as it may, every renewal comes as early. */
    static final RandomGenerator HIGHEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    static final HttpsUrl ENDPOINT = HttpsUrl.parse("https://partner.example/oauth2/token");
    static final InstantSource WALL = InstantSource.fixed(Instant.parse("2026-11-23T10:00:00Z"));

    private Grants() {}

    static TokenSources sources(ScriptedEdge edge, TestClock clock, SecretFiles files) {
        return new TokenSources(new Outbound(edge, "Iris", files), clock, WALL, HIGHEST);
    }

    static TokenSources sources(ScriptedEdge edge, TestClock clock) {
        return sources(edge, clock, SecretFiles.NONE);
    }

    static TokenSource source(ScriptedEdge edge, TestClock clock, TokenGrant grant) {
        return source(sources(edge, clock), grant);
    }

    static TokenSource source(TokenSources sources, TokenGrant grant) {
        return sources.acquire(grant, PartnerTls.NONE).source();
    }

    static TokenGrant opaque(String value) {
        return new TokenGrant(ENDPOINT, new OpaqueBasic(Secret.of(value)));
    }

    static TokenGrant of(ClientCredential credential) {
        return new TokenGrant(ENDPOINT, credential);
    }

    static TokenGrant of(TokenPolicy policy) {
        return new TokenGrant(ENDPOINT, new OpaqueBasic(Secret.of("b3BhcXVl")), TokenParameters.NONE, policy);
    }

    /** Secrets of client {@code me}, newest first. */
    static ClientCredential secrets(Placement placement, String... newestFirst) {
        return new ClientIdAndSecret(
                "me",
                new Rotation(Arrays.stream(newestFirst)
                        .<SecretSource>map(secret -> new SecretSource.Stored(Secret.of(secret)))
                        .toList()),
                placement);
    }

    static ClientCredential inFiles(String... names) {
        return new ClientIdAndSecret(
                "me",
                new Rotation(Arrays.stream(names)
                        .<SecretSource>map(SecretSource.InFile::new)
                        .toList()),
                Placement.POST);
    }

    static TokenParameters scope(@Nullable String scope) {
        return new TokenParameters(scope, null, List.of(), Map.of());
    }

    static TokenPolicy refetchAfter(Duration age) {
        return new TokenPolicy(Set.of(), false, false, false, Duration.ofHours(24), Duration.ofSeconds(60), age);
    }

    static TokenPolicy margin(Duration margin) {
        return new TokenPolicy(Set.of(), false, false, false, Duration.ofHours(24), margin, null);
    }
}
