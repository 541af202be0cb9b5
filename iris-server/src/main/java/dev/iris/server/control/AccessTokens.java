package dev.iris.server.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.model.Secret;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The access tokens of the API, kept as hashes; a token's text is known to its bearer alone. Thread-safe. */
public final class AccessTokens {
    private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);
    private static final int TOKEN_BYTES = 32;
    private static final int MAX_TOKENS = 1_000;

    /** A token; the hash is a secret for its comparison, which takes the same time wherever two differ. */
    private record StoredToken(Access access, Secret sha256) {}

    private final Database database;
    private final Clock clock;
    private final RandomGenerator random;
    private final ReentrantLock creating = new ReentrantLock();
    private volatile List<StoredToken> tokens;

    AccessTokens(Database database, Clock clock, RandomGenerator random) {
        this.database = database;
        this.clock = clock;
        this.random = random;
        this.tokens = load(database);
    }

    /**
     * Whose token it is, if it is one. Takes the same time whichever token it resembles.
     *
     * @param bearer what follows {@code Bearer} in the Authorization header
     */
    public Optional<Access> authenticate(String bearer) {
        var sha256 = sha256(bearer);
        Optional<Access> found = Optional.empty();
        for (var token : tokens) {
            if (token.sha256.equals(sha256)) {
                found = Optional.of(token.access);
            }
        }
        return found;
    }

    /**
     * Makes a token; this is the only time that its text is known.
     *
     * @param name 1 to 64 letters, digits, dots, underscores or hyphens
     * @throws IllegalArgumentException when the name is malformed or taken, or there are too many tokens
     */
    public Secret create(String name, Scope scope) {
        creating.lock();
        try {
            requireFree(name);
            var text = newText();
            add(name, scope, text);
            return Secret.of(text);
        } finally {
            creating.unlock();
        }
    }

    /** Writes the first token to a file when there is none yet: one with scope admin. */
    void writeFirst(Path file) {
        if (!tokens.isEmpty()) {
            return;
        }
        // The file goes first: a crash between the two makes another token and file, never a token that nobody knows.
        var text = newText();
        PrivateFiles.write(file, text.getBytes(UTF_8));
        add("admin", Scope.ADMIN, text);
        LOG.info("An access token with scope admin was written to {}", file);
    }

    private void add(String name, Scope scope, String text) {
        var sha256 = sha256(text);
        database.write(handle -> handle.execute(
                "INSERT INTO access_token (name, scope, sha256, made_at) VALUES (?, ?, ?, ?)",
                name,
                scope.name(),
                sha256.reveal(),
                clock.instant().toString()));
        var next = new ArrayList<>(tokens);
        next.add(new StoredToken(new Access(name, scope.implied()), sha256));
        tokens = List.copyOf(next);
    }

    private void requireFree(String name) {
        if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("is malformed (expected: 1 to 64 of A-Z a-z 0-9 . _ -)");
        }
        if (tokens.stream().anyMatch(token -> token.access.name().equals(name))) {
            throw new IllegalArgumentException(name + " is taken (expected: a new name)");
        }
        if (tokens.size() >= MAX_TOKENS) {
            throw new IllegalArgumentException("there are " + MAX_TOKENS + " tokens (expected: fewer)");
        }
    }

    private String newText() {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return "iris_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static List<StoredToken> load(Database database) {
        return database.ask(handle -> handle.createQuery("SELECT name, scope, sha256 FROM access_token")
                .map((row, _) -> new StoredToken(
                        new Access(
                                row.getString("name"),
                                Scope.valueOf(row.getString("scope")).implied()),
                        Secret.of(row.getString("sha256"))))
                .list());
    }

    private static Secret sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return Secret.of(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
