package dev.iris.crash;

import dev.iris.cli.client.ApiClient;
import dev.iris.cli.client.Reading;
import dev.iris.json.JsonValue;
import dev.iris.partner.PartnerLedger.SegmentState;
import dev.iris.partner.ReferencePartner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Lets everything come to rest and compares. Called by whoever holds the right to decide, while the server is up. */
final class Accountant {
    private static final Duration REST = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Board board;
    private final ServerSeat seat;
    private final ReferencePartner partner;
    private final Counts counts;
    private final List<Site> sites;
    private final Batches batches;
    private long replayed;

    Accountant(Board board, ServerSeat seat, ReferencePartner partner, List<Site> sites, Counts counts) {
        this.board = board;
        this.seat = seat;
        this.partner = partner;
        this.counts = counts;
        this.sites = sites;
        this.batches = new Batches(sites);
    }

    /** Dead letters that were replayed so far. */
    long replayed() {
        return replayed;
    }

    /** How many user entries batches may have told again. */
    long mayRepeat() {
        return batches.mayRepeat();
    }

    Findings account() throws InterruptedException {
        partner.behave();
        partner.comeBack();
        var api = seat.awaitUp();
        for (var place : board.places()) {
            api.post("/v1/destinations/" + place.id() + "/resume").orFail();
        }
        Awaitility.await().atMost(REST).pollInterval(LOOK).until(() -> isAtRest(api));
        batches.runAll(api);
        Awaitility.await().atMost(REST).pollInterval(LOOK).until(() -> isAtRest(api));
        sites.stream()
                .filter(Site::getsBatches)
                .flatMap(site -> board.find(site.id()).stream())
                .forEach(place -> board.books().forEach(book -> book.batched(place)));
        var findings = Findings.NONE;
        for (var book : board.books()) {
            Confirmation.ask(api, book, counts);
            findings = findings.plus(book.judge(partner.ledger()::states, board.places()));
        }
        for (var words : counts.wrong()) {
            findings = findings.plus(Findings.lost(words));
        }
        return findings.plus(strangers());
    }

    private boolean isAtRest(ApiClient api) {
        boolean rest = true;
        for (var place : board.places()) {
            var path = "/v1/destinations/" + place.id();
            var status = api.get(path + "/status").orFail().body();
            if (!Reading.text(status, "deadLetters").equals("0")) {
                var answer = api.post(
                                path + "/dead-letters/replay",
                                JsonValue.object().build())
                        .orFail();
                replayed += Long.parseLong(Reading.text(answer.body(), "replayed"));
                rest = false;
            }
            rest &= Reading.text(status, "backlog").equals("0");
        }
        return rest;
    }

    /** What the partner was told of which nobody ever told Iris. */
    private Findings strangers() {
        var books = board.books().stream().collect(Collectors.toMap(DeviceBook::device, book -> book));
        var findings = new Findings[] {Findings.NONE};
        partner.ledger().forEach((destination, device, uuid, states) -> {
            var book = Optional.ofNullable(books.get(device)).filter(known -> known.knows(uuid));
            for (var state : states.entrySet()) {
                if (book.filter(known -> isKnown(destination, known, state)).isEmpty()) {
                    findings[0] = findings[0].plus(Findings.invented(
                            "device %s at %s under %s: %s".formatted(device, destination, uuid, state)));
                }
            }
        });
        return findings[0];
    }

    private boolean isKnown(String destination, DeviceBook book, Map.Entry<String, SegmentState> state) {
        return board.knowsAlias(destination, state.getKey())
                && book.wasTold(state.getValue().dateTime());
    }
}
