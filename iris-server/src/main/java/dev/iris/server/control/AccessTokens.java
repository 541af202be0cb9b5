package dev.iris.server.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.model.Secret;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
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
    private record StoredToken(AccessTokenView view, Access access, Secret sha256) {
        StoredToken(AccessTokenView view, Secret sha256) {
            this(view, new Access(view.name(), view.scope().implied()), sha256);
        }
    }

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;
    private final RandomGenerator random;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile List<StoredToken> tokens;

    AccessTokens(Database database, AuditLog audit, Clock clock, RandomGenerator random) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
        this.tokens = load(database);
    }

    /** What a token's name has to be like; throws an {@link IllegalArgumentException} that says what is wrong. */
    public static String requireName(String name) {
        if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("is malformed (expected: 1 to 64 of A-Z a-z 0-9 . _ -)");
        }
        return name;
    }

    /** All tokens by name. */
    public List<AccessTokenView> list() {
        return tokens.stream()
                .map(StoredToken::view)
                .sorted(Comparator.comparing(AccessTokenView::name))
                .toList();
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
     * Makes a token.
     *
     * @param name as {@link #requireName} takes it
     * @param actor name of the token that asks for it
     */
    public TokenCreation create(String name, Scope scope, String actor) {
        requireName(name);
        changing.lock();
        try {
            if (find(name).isPresent()) {
                return new TokenCreation.NameTaken();
            }
            if (tokens.size() >= MAX_TOKENS) {
                return new TokenCreation.TooMany(MAX_TOKENS);
            }
            var text = newText();
            return new TokenCreation.Created(add(name, scope, text, actor), Secret.of(text));
        } finally {
            changing.unlock();
        }
    }

    /**
     * Ends a token: it is refused from the next call on.
     *
     * @param actor name of the token that asks for it
     */
    public TokenRevocation revoke(String name, String actor) {
        changing.lock();
        try {
            var found = find(name);
            if (found.isEmpty()) {
                return TokenRevocation.MISSING;
            }
            var left = tokens.stream()
                    .filter(token -> !token.view.name().equals(name))
                    .toList();
            if (left.stream().noneMatch(token -> token.access.may(Scope.ADMIN))) {
                return TokenRevocation.LAST_ADMIN;
            }
            database.write(handle -> {
                handle.execute("DELETE FROM access_token WHERE name = ?", name);
                audit.write(handle, actor, "revoke", subject(name), List.of());
            });
            tokens = left;
            return TokenRevocation.REVOKED;
        } finally {
            changing.unlock();
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
        add("admin", Scope.ADMIN, text, "iris");
        LOG.info("An access token with scope admin was written to {}", file);
    }

    private AccessTokenView add(String name, Scope scope, String text, String actor) {
        var view = new AccessTokenView(name, scope, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        var sha256 = sha256(text);
        database.write(handle -> {
            handle.execute(
                    "INSERT INTO access_token (name, scope, sha256, made_at) VALUES (?, ?, ?, ?)",
                    name,
                    scope.name(),
                    sha256.reveal(),
                    view.createdAt().toString());
            audit.write(handle, actor, "create", subject(name), List.of());
        });
        var next = new ArrayList<>(tokens);
        next.add(new StoredToken(view, sha256));
        tokens = List.copyOf(next);
        return view;
    }

    private Optional<StoredToken> find(String name) {
        return tokens.stream().filter(token -> token.view.name().equals(name)).findFirst();
    }

    private static String subject(String name) {
        return "tokens/" + name;
    }

    private String newText() {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return "iris_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static List<StoredToken> load(Database database) {
        return database.ask(handle -> handle.createQuery("SELECT * FROM access_token")
                .map((row, _) -> new StoredToken(
                        new AccessTokenView(
                                row.getString("name"),
                                Scope.valueOf(row.getString("scope")),
                                Instant.parse(row.getString("made_at"))),
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
