package dev.iris.server.api;

import dev.iris.json.Problem;
import dev.iris.server.control.ImportRecord;
import dev.iris.server.imports.ImportForm;
import dev.iris.server.imports.ImportOrder;
import dev.iris.server.imports.ImportResult;
import dev.iris.server.imports.Imports;
import dev.iris.server.metrics.Meters;
import java.util.ArrayList;

/** Takes streams of offline events and shows what became of them. Thread-safe. */
final class ImportCalls {
    /** Under which the import is found, and goes on when its stream is sent again. */
    static final String ID = "id";

    /** Rows that may be bad before an import stops. */
    static final String MAX_ERRORS = "maxErrors";

    private static final long MOST_ERRORS = 1_000_000_000_000L;

    private final Imports imports;
    private final Meters meters;

    ImportCalls(Imports imports, Meters meters) {
        this.imports = imports;
        this.meters = meters;
    }

    /** Answers once the stream was read and what it held is durable. */
    Answer take(Call call) {
        var order = order(call);
        long before = order.id() == null ? 0 : accepted(order.id());
        var result = imports.run(order, call.content().stream());
        return switch (result) {
            case ImportResult.Ended(ImportRecord record) -> {
                meters.accepted(record.mark().accepted() - before);
                yield ended(record);
            }
            case ImportResult.EngineLost(ImportRecord record) -> {
                meters.accepted(record.mark().accepted() - before);
                yield ImportDocument.refusal(
                                ErrorCode.UNAVAILABLE,
                                "The engine is not at work; what is durable stays, and the same stream goes on there.",
                                record)
                        .with("Retry-After", "1");
            }
            case ImportResult.Running(ImportRecord record) ->
                ImportDocument.refusal(ErrorCode.IMPORT_RUNNING, "Nothing of this stream was read.", record);
            case ImportResult.Differs(ImportRecord record) ->
                ImportDocument.refusal(
                        ErrorCode.IMPORT_DIFFERS,
                        "The first " + record.mark().bytes() + " bytes are not those that were imported.",
                        record);
            case ImportResult.Full(int most) ->
                Refusal.later(ErrorCode.OVERLOADED, "As many imports are running as may: " + most + ".");
        };
    }

    /** Shows how far an import is. */
    Answer find(Call call) {
        return imports.find(call.variable(ID))
                .map(record -> Answer.json(200, ImportDocument.of(record)))
                .orElseGet(() -> Refusal.of(ErrorCode.IMPORT_NOT_FOUND, "There is no import of that id."));
    }

    private long accepted(String id) {
        return imports.find(id).map(record -> record.mark().accepted()).orElse(0L);
    }

    private static ImportOrder order(Call call) {
        var problems = new ArrayList<Problem>();
        var id = call.query().text(ID, ImportOrder::requireId, problems);
        if (!problems.isEmpty()) {
            throw new RefusedException(Refusal.query(problems));
        }
        var form = ImportForm.find(call.bodyType()).orElseThrow();
        return new ImportOrder(
                id.orElse(null), form, call.content().gzip(), call.query().number(MAX_ERRORS, 0, MOST_ERRORS, 0));
    }

    private static Answer ended(ImportRecord record) {
        return switch (record.state()) {
            case DONE -> Answer.json(202, ImportDocument.of(record)).with("Location", "/v1/imports/" + record.id());
            case STOPPED -> ImportDocument.refusal(ErrorCode.IMPORT_STOPPED, record.reason() + ".", record);
            case RUNNING, FAILED -> ImportDocument.refusal(ErrorCode.IMPORT_UNREADABLE, record.reason() + ".", record);
        };
    }
}
