package dev.iris.cli.bench;

import dev.iris.model.HttpsUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The reference partner in a process of its own. Confined to one run. */
final class LoadPartner {
    private final ChildProgram program;
    private final Path folder;
    private final PartnerEndpoints endpoints;

    private LoadPartner(ChildProgram program, Path folder, String ready) {
        var words = ready.split(" ", -1);
        this.program = program;
        this.folder = folder;
        this.endpoints =
                new PartnerEndpoints(HttpsUrl.parse(words[3]), HttpsUrl.parse(words[4].substring("token=".length())));
    }

    /** Starts one with a folder of that name and further options of {@code iris partner}. */
    static LoadPartner start(Leftovers leftovers, String name, Load load, String... further)
            throws IOException, InterruptedException {
        var folder = leftovers.folder(name);
        var options = new ArrayList<>(List.of(
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
                Audience.SAMPLED));
        options.addAll(List.of(further));
        var program = ChildProgram.start(leftovers, folder, "partner", options);
        return new LoadPartner(program, folder, program.awaitLine("iris partner ready "));
    }

    PartnerEndpoints endpoints() {
        return endpoints;
    }

    /** The certificate to trust. */
    Path authority() {
        return authority(folder);
    }

    ChildProgram program() {
        return program;
    }

    /** Ends it, and says what it took. */
    PartnerBooks end() throws IOException, InterruptedException {
        List<String> lastLines = program.end();
        return PartnerBooks.read(lastLines, ledger(folder), receipts(folder));
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
