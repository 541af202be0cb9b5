package dev.iris.server.api;

import static dev.iris.server.api.DestinationCalls.DEFAULTS;
import static dev.iris.server.api.DestinationCalls.DRY_RUN;
import static dev.iris.server.control.Scope.ADMIN;
import static dev.iris.server.control.Scope.INGEST;
import static dev.iris.server.control.Scope.OPERATE;
import static dev.iris.server.control.Scope.READ;

import dev.iris.server.imports.ImportForm;
import java.util.List;

/** The table of everything that the interface answers. */
final class Endpoints {
    private static final String DESTINATIONS = "/v1/destinations";
    private static final String DESTINATION = DESTINATIONS + "/{id}";
    private static final String MAPPING = DESTINATION + "/mappings/{segment}";

    private static final String SEGMENT = "/v1/segments/{segment}";
    private static final String LETTERS = DESTINATION + "/dead-letters";

    private Endpoints() {}

    static EndpointTable table(
            EventCalls events,
            ImportCalls imports,
            DestinationCalls destinations,
            OperatorCalls operators,
            BatchCalls batches,
            LetterCalls letters,
            DeviceCalls devices,
            SegmentCalls segments,
            TokenCalls tokens,
            AuditCalls audit,
            OpenCalls open) {
        return new EndpointTable(List.of(
                Endpoint.open("/", open::console),
                Endpoint.open("/metrics", open::metrics),
                Endpoint.open("/health/live", open::live),
                Endpoint.open("/health/ready", open::ready),
                Endpoint.open("/openapi.yaml", open::reference),
                Endpoint.taking(EventsBody.TYPES, "POST", "/v1/events", INGEST, events::accept),
                Endpoint.plain("GET", DESTINATIONS, READ, destinations::list).asking(DEFAULTS),
                Endpoint.plain("GET", DESTINATION, READ, destinations::find).asking(DEFAULTS),
                Endpoint.json("PUT", DESTINATION, ADMIN, destinations::put).asking(DRY_RUN),
                Endpoint.plain("DELETE", DESTINATION, ADMIN, destinations::delete)
                        .asking(DRY_RUN),
                Endpoint.json("PUT", MAPPING, ADMIN, destinations::map),
                Endpoint.plain("DELETE", MAPPING, ADMIN, destinations::unmap),
                Endpoint.json("POST", DESTINATION + "/pause", OPERATE, operators::pause),
                Endpoint.json("POST", DESTINATION + "/resume", OPERATE, operators::resume),
                Endpoint.plain("GET", DESTINATION + "/status", READ, operators::status),
                Endpoint.json("POST", DESTINATION + "/test", OPERATE, operators::test),
                Endpoint.json("POST", DESTINATION + "/batch", OPERATE, batches::begin),
                Endpoint.json("POST", DESTINATION + "/token/renew", OPERATE, operators::renewToken),
                Endpoint.plain("GET", DESTINATION + "/attempts", READ, operators::attempts),
                Endpoint.plain("GET", DESTINATION + "/batches", READ, batches::list),
                Endpoint.plain("GET", LETTERS, READ, letters::list)
                        .asking(
                                SearchReading.SINCE,
                                SearchReading.UNTIL,
                                SearchReading.DEVICE,
                                LetterCalls.LIMIT,
                                LetterCalls.AFTER),
                Endpoint.json("POST", LETTERS + "/replay", OPERATE, letters::replay),
                Endpoint.json("POST", LETTERS + "/drop", OPERATE, letters::drop),
                Endpoint.streaming(ImportForm.types(), "POST", "/v1/imports", INGEST, imports::take)
                        .asking(ImportCalls.ID, ImportCalls.MAX_ERRORS),
                Endpoint.plain("GET", "/v1/imports/{id}", INGEST, imports::find),
                Endpoint.plain("GET", SEGMENT, READ, segments::find),
                Endpoint.json("PUT", SEGMENT, ADMIN, segments::put),
                Endpoint.plain("GET", "/v1/devices/{device}", READ, devices::find),
                Endpoint.unbuilt("DELETE", "/v1/devices/{device}", ADMIN),
                Endpoint.plain("GET", "/v1/tokens", ADMIN, tokens::list),
                Endpoint.json("POST", "/v1/tokens", ADMIN, tokens::create),
                Endpoint.plain("DELETE", "/v1/tokens/{name}", ADMIN, tokens::revoke),
                Endpoint.plain("GET", "/v1/audit", ADMIN, audit::list).asking(AuditCalls.LIMIT, AuditCalls.BEFORE)));
    }
}
