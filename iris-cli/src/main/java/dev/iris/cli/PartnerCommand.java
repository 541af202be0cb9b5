package dev.iris.cli;

import dev.iris.cli.bench.Absence;
import dev.iris.cli.bench.LedgerFile;
import dev.iris.cli.bench.Receipts;
import dev.iris.cli.client.CommandFailedException;
import dev.iris.model.Method;
import dev.iris.model.Secret;
import dev.iris.partner.FaultScript;
import dev.iris.partner.PartnerSettings;
import dev.iris.partner.ReferencePartner;
import dev.iris.partner.ScriptRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code iris partner}: the reference partner as a program, until it is told to end. */
@Command(
        name = "partner",
        description = "Runs the reference partner: both endpoints over HTTPS on 127.0.0.1, strict about the contract.",
        mixinStandardHelpOptions = true)
final class PartnerCommand implements Callable<Integer> {
    private static final int DEFAULT_PORT = 8443;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "port on 127.0.0.1, 0 for any (default: ${DEFAULT-VALUE})")
    private int port = DEFAULT_PORT;

    @Option(
            names = "--script",
            paramLabel = "FILE",
            description = "how it misbehaves; see docs/reference/partner-script.md")
    private @Nullable Path script;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "where its certificate authority is written (default: ${DEFAULT-VALUE})")
    private Path caFile = Path.of("iris-partner-ca.pem");

    @Option(
            names = "--max-users",
            paramLabel = "N",
            description = "users a message may hold (default: ${DEFAULT-VALUE})")
    private int maxUsers = 10;

    @Option(names = "--method", description = "POST or GET (default: ${DEFAULT-VALUE})")
    private Method method = Method.POST;

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "credentials that its token endpoint takes besides its sample, one a line")
    private @Nullable Path credentials;

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description = "where the last state told of each device is written at the end, one JSON object a line")
    private @Nullable Path ledgerFile;

    @Option(
            names = "--receipts",
            paramLabel = "FILE",
            description = "where the time of each accepted user entry is written, in microseconds since 1970")
    private @Nullable Path receiptsFile;

    @Option(
            names = "--receipts-of",
            paramLabel = "DIGITS",
            description = "only of devices that begin with these digits")
    private String receiptsOf = "";

    @Option(
            names = "--absent-while",
            paramLabel = "FILE",
            description = "resets every connection as long as this file is there")
    private @Nullable Path absentWhile;

    @Mixin
    private LogOptions log = new LogOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        log.setUp(System.getenv());
        var out = spec.commandLine().getOut();
        var signals = Signals.listen();
        try (var receipts = receipts();
                var partner = start(receipts);
                var _ = Absence.follow(absentWhile, partner)) {
            partner.writeCertificateAuthority(caFile);
            out.println("iris partner ready " + partner.segmentEndpoint() + " token=" + partner.tokenEndpoint() + " ca="
                    + caFile.toAbsolutePath());
            out.println("its sample credential: basic " + PartnerSettings.SAMPLE_CREDENTIAL);
            out.flush();
            signals.await();
            summarise(partner, out);
            writeLedger(partner);
            return 0;
        } catch (BindException e) {
            throw new CommandFailedException(
                    "port " + port
                            + " cannot be listened on; end the program that has it, or choose another with --port",
                    e);
        } catch (FileSystemException e) {
            throw new CommandFailedException("the file " + e.getFile() + " cannot be used; choose another", e);
        } catch (IOException e) {
            throw new CommandFailedException("port " + port + " or one of the files cannot be used", e);
        }
    }

    private Receipts receipts() throws IOException {
        return receiptsFile == null ? Receipts.none() : Receipts.into(receiptsFile, receiptsOf, InstantSource.system());
    }

    private void writeLedger(ReferencePartner partner) throws IOException {
        if (ledgerFile != null) {
            LedgerFile.write(ledgerFile, partner.ledger());
        }
    }

    private ReferencePartner start(Receipts receipts) throws IOException {
        try {
            return ReferencePartner.start(PartnerSettings.builder()
                    .port(port)
                    .maxUsers(maxUsers)
                    .method(method)
                    .credentials(readCredentials())
                    .watcher(receipts)
                    .script(readScript())
                    .build());
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    private Set<Secret> readCredentials() throws IOException {
        var all = new HashSet<>(Set.of(Secret.of(PartnerSettings.SAMPLE_CREDENTIAL)));
        if (credentials != null) {
            Files.readAllLines(credentials).stream()
                    .filter(line -> !line.isBlank())
                    .map(line -> Secret.of(line.strip()))
                    .forEach(all::add);
        }
        return all;
    }

    private FaultScript readScript() {
        var file = script;
        if (file == null) {
            return FaultScript.NONE;
        }
        try {
            return FaultScript.read(file);
        } catch (ScriptRefusedException e) {
            throw new CommandFailedException(file + " is refused: " + Sentences.join(e.problems()), e);
        } catch (IOException e) {
            throw new CommandFailedException(file + " cannot be read", e);
        }
    }

    private static void summarise(ReferencePartner partner, PrintWriter out) {
        var counts = partner.counts();
        var ledger = partner.ledger();
        out.println("token requests " + counts.tokenRequests() + ", messages " + counts.segmentRequestsAccepted()
                + " of " + counts.segmentRequests() + ", users " + ledger.users() + ", repeats " + ledger.repeats());
        ledger.destinations()
                .forEach((destination, taken) -> out.println(
                        "destination " + destination + ": users " + taken.users() + ", repeats " + taken.repeats()));
        out.flush();
    }
}
