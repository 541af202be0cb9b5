package dev.iris.cli.imports;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.CommandFailedException;
import dev.iris.cli.client.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** Brings one file to the server and finds out what became of it, whatever becomes of the connection. Confined. */
public final class Upload {
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** How long an import of the same file that a killed program left behind, or a full server, is waited for. */
    private static final int MOST_PAUSES = 140;

    private final ApiClient api;
    private final String id;

    /**
     * An upload that has not begun.
     *
     * @param id under which the import is known
     */
    public Upload(ApiClient api, String id) {
        this.api = api;
        this.id = id;
    }

    /** The import as the server knows it, if it does. */
    public Optional<ImportState> find() {
        var reply = api.get("/v1/imports/" + id);
        return reply.status() == 404
                ? Optional.empty()
                : Optional.of(new ImportState(reply.orFail().body()));
    }

    /**
     * Sends the file and returns when the import has ended.
     *
     * @param sent counts and may end what is sent of the opened file
     */
    public ImportState send(EventFile.Opened file, long mostErrors, InputStream sent) throws InterruptedException {
        var path = "/v1/imports?id=" + id + "&maxErrors=" + mostErrors;
        for (int pauses = 0; ; pauses++) {
            try {
                var reply = api.postStream(path, file.type(), file.gzip(), () -> sent);
                if (!mayComeAgain(reply) || pauses == MOST_PAUSES) {
                    return state(reply);
                }
            } catch (IOException e) {
                return afterBreak(e);
            }
            Thread.sleep(PAUSE);
        }
    }

    /** Nothing was read in these cases, so the stream is still whole. */
    private static boolean mayComeAgain(ApiClient.Reply reply) {
        var code = Reading.text(reply.body(), "code");
        return code.equals("import-running") || code.equals("overloaded");
    }

    private static ImportState state(ApiClient.Reply reply) {
        if (reply.ok()) {
            return new ImportState(reply.body());
        }
        return switch (Reading.text(reply.body(), "code")) {
            case "import-stopped", "import-unreadable", "unavailable" ->
                new ImportState(Reading.object(reply.body(), "import"));
            default -> throw new CommandFailedException(reply.explanation());
        };
    }

    /** The server ended the connection, or is gone; if it is there, it knows better. */
    private ImportState afterBreak(IOException broken) throws InterruptedException {
        for (int pauses = 0; ; pauses++) {
            var found = findAfter(broken);
            if (!found.isRunning() || pauses == MOST_PAUSES) {
                return found;
            }
            Thread.sleep(PAUSE);
        }
    }

    private ImportState findAfter(IOException broken) {
        try {
            return find().orElseThrow(() ->
                    new CommandFailedException("the connection to the server broke; nothing was imported", broken));
        } catch (CommandFailedException e) {
            throw new CommandFailedException(
                    e.getMessage() + " (what was imported stays; the same command goes on where this one ended)", e);
        }
    }
}
