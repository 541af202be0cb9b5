package dev.iris.cli.bench;

import dev.iris.model.HttpsUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The reference partner in a process of its own. Confined to one run. */
final class LoadPartner {
    private final ChildProgram program;
    private final Path folder;
    private final HttpsUrl segmentEndpoint;
    private final HttpsUrl tokenEndpoint;

    private LoadPartner(ChildProgram program, Path folder, String ready) {
        var words = ready.split(" ", -1);
        this.program = program;
        this.folder = folder;
        this.segmentEndpoint = HttpsUrl.parse(words[3]);
        this.tokenEndpoint = HttpsUrl.parse(words[4].substring("token=".length()));
    }

    static LoadPartner start(Leftovers leftovers, Load load) throws IOException, InterruptedException {
        var folder = leftovers.folder();
        var program = ChildProgram.start(
                leftovers,
                "partner",
                "--port",
                "0",
                "--max-users",
                Integer.toString(load.usersPerMessage()),
                "--ca-file",
                authority(folder).toString(),
                "--ledger",
                ledger(folder).toString(),
                "--receipts",
                receipts(folder).toString(),
                "--receipts-of",
                Audience.SAMPLED);
        return new LoadPartner(program, folder, program.awaitLine("iris partner ready "));
    }

    HttpsUrl segmentEndpoint() {
        return segmentEndpoint;
    }

    HttpsUrl tokenEndpoint() {
        return tokenEndpoint;
    }

    /** The certificate to trust. */
    Path authority() {
        return authority(folder);
    }

    ChildProgram program() {
        return program;
    }

    /** Ends it, and says what it took for a destination. */
    PartnerAccount end(String destination) throws IOException, InterruptedException {
        List<String> lastLines = program.end();
        return PartnerAccount.read(destination, lastLines, ledger(folder), receipts(folder));
    }

    private static Path authority(Path folder) {
        return folder.resolve("partner-ca.pem");
    }

    private static Path ledger(Path folder) {
        return folder.resolve("ledger.ndjson");
    }

    private static Path receipts(Path folder) {
        return folder.resolve("receipts.txt");
    }
}
