package dev.iris.server.control;

import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Members;
import dev.iris.json.Problem;
import dev.iris.model.Aggregation;
import dev.iris.model.Authentication;
import dev.iris.model.BatchSettings;
import dev.iris.model.DataSourceId;
import dev.iris.model.DeliverySettings;
import dev.iris.model.DestinationId;
import dev.iris.model.HttpsUrl;
import dev.iris.model.Mapping;
import dev.iris.model.MessageForm;
import dev.iris.model.PartnerTls;
import dev.iris.model.Reach;
import dev.iris.model.SegmentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the document of one destination, noting all that is wrong with it. Confined to one reading. */
final class DestinationReader {
    /** Mappings of one destination. */
    static final int MAX_MAPPINGS = 100_000;

    private final Members document;
    private final List<Problem> problems;
    private final Kept kept;
    private final Vetting vetting;

    private DestinationReader(Members document, List<Problem> problems, Kept kept, Vetting vetting) {
        this.document = document;
        this.problems = problems;
        this.kept = kept;
        this.vetting = vetting;
    }

    /**
     * Reads a document.
     *
     * @param id of the destination; when the document names one too, it is the same
     * @param kept what stays when the document leaves it out
     */
    static DraftReading read(JsonObject document, DestinationId id, Kept kept, Vetting vetting) {
        var problems = new ArrayList<Problem>();
        var reader = new DestinationReader(Members.of(document, "", problems), problems, kept, vetting);
        var draft = reader.draft(id);
        return draft.isPresent() && problems.isEmpty()
                ? new DraftReading.Complete(draft.get())
                : new DraftReading.Faulty(problems);
    }

    private Optional<Draft> draft(DestinationId id) {
        checkId(id);
        var name = document.text("name", DestinationReader::line).orElse(id.toString());
        var clientId = document.required("clientId", document.text("clientId", DestinationReader::line));
        var userDpid = document.required("userDpid", document.text("userDpid", DataSourceId::new));
        var endpoint = document.required("endpoint", document.text("endpoint", HttpsUrl::parse));
        var origin = endpoint.map(HttpsUrl::origin).orElse(null);
        var authentication = authentication(origin);
        var told = document.object("tls");
        var tls = told.map(this::tls).orElse(PartnerTls.NONE);
        requireIdentity(authentication, told);
        var aggregation = document.object("aggregation").map(this::aggregation).orElse(Aggregation.STANDARD);
        var delivery = document.object("delivery")
                .map(members -> new DeliveryReader(members).read())
                .orElse(DeliverySettings.STANDARD);
        boolean realtime = document.flag("realtime").orElse(true);
        var batch = document.object("batch")
                .map(members -> new BatchReader(members).read())
                .orElse(BatchSettings.OFF);
        if (!realtime && !batch.enabled()) {
            document.problem("realtime", "is off and so is batch (expected: at least one of them on)");
        }
        var written = new FormatReader(document, aggregation.maxUsers()).read();
        var signature = SignatureReader.read(document, kept, vetting, origin);
        var headers = HeaderReader.read(document, signature.header());
        var reach = reach();
        var mappings = mappings();
        document.refuseUnknown();
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Draft(
                name,
                clientId.orElseThrow(),
                userDpid.orElseThrow(),
                endpoint.orElseThrow(),
                written.orElseThrow().method(),
                authentication.orElseThrow(),
                tls,
                aggregation,
                delivery,
                new MessageForm(written.orElseThrow().format(), signature, headers),
                reach,
                realtime,
                batch,
                mappings));
    }

    private void checkId(DestinationId id) {
        document.value("id")
                .filter(told ->
                        !told.equals(JsonValue.number(id.value())) && !told.equals(JsonValue.text(id.toString())))
                .ifPresent(told -> document.problem("id", "is another than that of the path (expected: " + id + ")"));
    }

    private Optional<Authentication> authentication(@Nullable String origin) {
        return document.required("auth", document.object("auth"))
                .flatMap(auth -> new AuthReader(auth, kept, vetting, origin).read());
    }

    private PartnerTls tls(Members tls) {
        return new TlsReader(tls, kept, vetting).read();
    }

    private void requireIdentity(Optional<Authentication> authentication, Optional<Members> tls) {
        boolean byCertificate =
                authentication.filter(Credentials::isCertificate).isPresent();
        if (byCertificate && tls.flatMap(told -> told.value("certificate")).isEmpty()) {
            document.problem(
                    "tls.certificate", "is missing (expected: a certificate, which clientAuthentication tls shows)");
        }
    }

    private Aggregation aggregation(Members aggregation) {
        var standard = Aggregation.STANDARD;
        var read = new Aggregation(
                aggregation.integer("maxUsers", 1, 10_000).map(Long::intValue).orElse(standard.maxUsers()),
                Durations.read(aggregation, "linger", Duration.ZERO, Duration.ofMinutes(1))
                        .orElse(standard.linger()));
        aggregation.refuseUnknown();
        return read;
    }

    private Reach reach() {
        return new Reach(
                document.integer("sampleDenominator", 1, Reach.MOST)
                        .map(Long::intValue)
                        .orElse(Reach.ALL.sampleDenominator()),
                document.flag("sendWithoutId").orElse(Reach.ALL.withoutId()));
    }

    private List<Mapping> mappings() {
        if (document.value("mappings").isEmpty()) {
            return kept.mappings();
        }
        var seen = new HashSet<SegmentId>();
        var read = document.objects("mappings", members -> {
            var mapping = MappingReader.read(members);
            if (mapping != null && !seen.add(mapping.segment())) {
                members.problem("segment", mapping.segment() + " is mapped twice (expected: once)");
            }
            return mapping;
        });
        if (read.size() > MAX_MAPPINGS) {
            document.problem("mappings", "are " + read.size() + " (expected: at most " + MAX_MAPPINGS + ")");
        }
        return read;
    }

    private static String line(String text) {
        return Lines.require(text, 256);
    }
}
