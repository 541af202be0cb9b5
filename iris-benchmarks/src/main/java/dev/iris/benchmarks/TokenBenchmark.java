package dev.iris.benchmarks;

import dev.iris.http.Body;
import dev.iris.http.HttpsEdge;
import dev.iris.http.HttpsRequest;
import dev.iris.http.HttpsResult;
import dev.iris.http.Outbound;
import dev.iris.model.ClientCredential;
import dev.iris.model.HttpsUrl;
import dev.iris.model.PartnerTls;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.Ticker;
import dev.iris.model.TokenGrant;
import dev.iris.oauth.TokenResult;
import dev.iris.oauth.TokenSource;
import dev.iris.oauth.TokenSources;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs a message to take the token that is held, alone and beside others. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TokenBenchmark {
    private static final Duration MOST = Duration.ofSeconds(15);

    private final TokenSource ofUnknownLife = source("");
    private final TokenSource ofKnownLife = source(",\"expires_in\":86400");

    /** One thread; only a rejection would end the token. */
    @Benchmark
    public TokenResult heldTokenOfUnknownLife() throws InterruptedException {
        return ofUnknownLife.take(MOST);
    }

    /** One thread; the clock must say that the token lives. */
    @Benchmark
    public TokenResult heldTokenOfKnownLife() throws InterruptedException {
        return ofKnownLife.take(MOST);
    }

    /** As many threads as the machine has processors. */
    @Benchmark
    @Threads(Threads.MAX)
    public TokenResult heldTokenTakenByAll() throws InterruptedException {
        return ofKnownLife.take(MOST);
    }

    private static TokenSource source(String life) {
        var answer = "{\"token_type\":\"Bearer\",\"access_token\":\"2YotnFZFEjr1zCsicMWpAA\"" + life + "}";
        var outbound = new Outbound(new OneAnswer(answer), "Iris", SecretFiles.NONE);
        var sources = new TokenSources(outbound, Ticker.system(), InstantSource.system(), new SecureRandom());
        var grant = new TokenGrant(
                HttpsUrl.parse("https://api.partner.com/oauth2/token"),
                new ClientCredential.OpaqueBasic(Secret.of("sample")));
        return sources.acquire(grant, PartnerTls.NONE).source();
    }

    /** A token endpoint without a network. */
    private record OneAnswer(String body) implements HttpsEdge {
        @Override
        public HttpsResult exchange(HttpsRequest request) {
            return new HttpsResult.Answered(200, List.of(), Body.utf8(body));
        }

        @Override
        public void close() {}
    }
}
