package dev.iris.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.engine.TakenUpdate;
import dev.iris.http.EdgeFault;
import dev.iris.http.HttpHeader;
import dev.iris.http.HttpsResult;
import dev.iris.http.Outbound;
import dev.iris.model.Aggregation;
import dev.iris.model.Catalog;
import dev.iris.model.DataSourceId;
import dev.iris.model.DeliverySettings;
import dev.iris.model.Destination;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.IdHold;
import dev.iris.model.Membership;
import dev.iris.model.OwedZero;
import dev.iris.model.OwedZeros;
import dev.iris.model.PartnerId;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Profile;
import dev.iris.model.SecretFiles;
import dev.iris.model.SegmentId;
import dev.iris.model.Standing;
import dev.iris.model.StatusMeaning;
import dev.iris.model.UserEntry;
import dev.iris.oauth.TokenSources;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CourierTest {
    private static final DestinationNumber NUMBER = new DestinationNumber(1);
    private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");

    private final FakeOutbox outbox = new FakeOutbox();
    private final FakePartner partner = new FakePartner();
    private final AtomicLong nanos = new AtomicLong();
    private volatile Sleeper sleeping = time -> nanos.addAndGet(time.toNanos());
    private Map<Integer, StatusMeaning> meanings = Map.of();
    private Duration maxAge = DeliverySettings.MAX_AGE;
    private volatile InstantSource wall = InstantSource.fixed(NOW);
    private Catalog catalog = Catalog.EMPTY;
    private final Outbound outbound = new Outbound(partner, "Iris", SecretFiles.NONE);
    private final Couriers couriers = new Couriers(
            outbox,
            () -> catalog,
            outbound,
            new TokenSources(outbound, nanos::get, InstantSource.fixed(NOW), new Random(1)),
            () -> wall.instant(),
            nanos::get,
            this::sleep,
            new Random(1));

    @AfterEach
    void close() {
        couriers.close();
    }

    @Test
    void aThousandMessagesFromAColdStartCauseOneTokenRequest() throws Exception {
        add(1_000);
        serve(1);
        outbox.awaitDone(1_000);
        assertThat(partner.segmentRequests).hasSize(1_000);
        assertThat(partner.tokenRequests).isEqualTo(1);
    }

    @Test
    void anEngineThatCannotBeReadForAWhileIsWaitedFor() throws Exception {
        outbox.failTakes(3);
        add(2);
        serve(1);
        outbox.awaitDone(2);
        assertThat(outbox.settled).hasSize(2);
        assertThat(partner.segmentRequests).hasSize(2);
    }

    @Test
    void a401CostsOneTokenRequestAndNoMessageWithTwentyInFlight() throws Exception {
        var gate = new Semaphore(0);
        partner.waitFor(gate::acquire);
        add(36);
        serve(1);
        awaitRequests(4);
        for (int taken = 1; taken <= 16; taken++) {
            gate.release();
            awaitRequests(4 + 2 * taken);
        }
        partner.revokeTokens();
        gate.release(40);
        outbox.awaitDone(36);
        assertThat(outbox.settled).hasSize(36);
        assertThat(partner.tokenRequests).isEqualTo(2);
        assertThat(partner.segmentRequests).hasSize(16 + 40);
    }

    @Test
    void a401DoesNotUseUpTheRetry() throws Exception {
        partner.answers(FakePartner.answer(401), FakePartner.answer(503), FakePartner.answer(200));
        add(1);
        serve(1);
        outbox.awaitDone(1);
        assertThat(outbox.settled).hasSize(1);
        assertThat(partner.segmentRequests).hasSize(3);
    }

    @Test
    void a401IsFollowedByTheSameBytesWithAnotherToken() throws Exception {
        partner.answers(FakePartner.answer(401), FakePartner.answer(200));
        add(1);
        serve(1);
        outbox.awaitDone(1);
        var first = partner.segmentRequests.getFirst();
        var second = partner.segmentRequests.getLast();

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().get(1)).isNotEqualTo(first.headers().get(1));
        assertThat(second.headers().stream().filter(h -> h.name().equalsIgnoreCase("Authorization")))
                .hasSize(1);
    }

    @Test
    void a403ThatNamesAMissingScopeCostsNoToken() throws Exception {
        var challenge = new HttpHeader("WWW-Authenticate", "Bearer error=\"insufficient_scope\"");
        partner.answers(FakePartner.answer(403, challenge));
        add(1);
        serve(1);
        outbox.awaitDone(1);

        assertThat(partner.tokenRequests).isEqualTo(1);
        assertThat(partner.segmentRequests).hasSize(1);
        assertThat(status().findReason().orElseThrow().detail()).contains("insufficient_scope");
    }

    @Test
    void aTokenRevokedTwiceWithinASecondCostsNoMessage() throws Exception {
        add(1);
        serve(1);
        outbox.awaitDone(1);
        for (int round = 2; round <= 3; round++) {
            partner.revokeTokens();
            outbox.add(taken(Integer.toString(round), 1));
            outbox.awaitDone(round);
        }
        assertThat(outbox.settled).hasSize(3);
        assertThat(partner.tokenRequests).isEqualTo(3);
        assertThat(status().failed()).isZero();
    }

    @Test
    void aSecond401ToAFreshTokenGoesBackToTheOutbox() throws Exception {
        partner.answers(FakePartner.answer(401), FakePartner.answer(401));
        add(1);
        serve(1);
        outbox.awaitDone(1);
        assertThat(outbox.resting).hasSize(1);
        assertThat(partner.segmentRequests).hasSize(2);
        assertThat(status().findReason().orElseThrow().code()).isEqualTo(ReasonCode.UNEXPECTED_STATUS);
    }

    @Test
    void aTokenThatIsNotRenewedIsTriedOnceMoreAfterAWaitAndParksNobody() throws Exception {
        var same = FakePartner.token("same");
        partner.answersTokens(same, same, same);
        add(1);
        serve(1);
        outbox.awaitDone(1);

        assertThat(partner.segmentRequests)
                .extracting(request -> request.headers().get(1).value())
                .containsExactly("Bearer same", "Bearer same", "Bearer token-4");
        assertThat(outbox.settled).hasSize(1);
        assertThat(outbox.resting).isEmpty();
    }

    @Test
    void aPartnerThatRejectsEveryTokenIsProbedAfterGrowingTimesAndServedOnceItTakesOne() throws Exception {
        partner.answers(
                IntStream.range(0, 6).mapToObj(_ -> FakePartner.answer(401)).toArray(HttpsResult[]::new));
        add(10);
        serve(1, 1);
        outbox.awaitDone(10);

        // Two rejections park it; one of each probe after 1, 2, 4 and 8 minutes parks it again; the one after 16 is
        // taken.
        assertThat(outbox.settled.size() + outbox.resting.size()).isEqualTo(10);
        assertThat(partner.segmentRequests).hasSize(6 + outbox.settled.size());
        assertThat(partner.tokenRequests).isLessThanOrEqualTo(7);
        assertThat(Duration.ofNanos(nanos.get())).isBetween(Duration.ofMinutes(31), Duration.ofMinutes(32));
        assertThat(status().parked()).isFalse();
        assertThat(status().findReason()).isEmpty();
    }

    @Test
    void aRefusedCredentialParksTheDestinationUntilATokenIsGranted() throws Exception {
        partner.answersTokens(FakePartner.answer(401), FakePartner.answer(401), FakePartner.answer(401));
        add(10);
        serve(1);
        outbox.awaitDone(10);

        assertThat(outbox.settled).hasSize(10);
        assertThat(partner.tokenRequests).isEqualTo(4);
        assertThat(Duration.ofNanos(nanos.get())).isBetween(Duration.ofMinutes(7), Duration.ofMinutes(8));
        assertThat(status().parked()).isFalse();
    }

    @Test
    void aDestinationThatIsParkedSaysSoAndWhy() throws Exception {
        var never = new CountDownLatch(1);
        sleeping = time -> never.await();
        partner.answersTokens(FakePartner.answer(401));
        add(1);
        serve(1);
        while (!couriers.find(NUMBER).map(CourierStatus::parked).orElse(false)) {
            Thread.onSpinWait();
        }

        assertThat(status().findReason().orElseThrow().code()).isEqualTo(ReasonCode.CREDENTIAL_REFUSED);
        assertThat(partner.segmentRequests).isEmpty();
        assertThat(outbox.resting).isEmpty();
        never.countDown();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 500, 502, 503, 504})
    void aFailureThatARetryCanHelpIsRetriedOnce(int status) throws Exception {
        partner.answers(FakePartner.answer(status), FakePartner.answer(status));
        add(1);
        serve(1);
        outbox.awaitDone(1);
        assertThat(partner.segmentRequests).hasSize(2);
        assertThat(partner.segmentRequests.get(0).body())
                .isEqualTo(partner.segmentRequests.get(1).body());
        assertThat(outbox.resting).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 302, 402, 403, 404, 405, 410, 415})
    void aRefusalWhileNothingIsTakenParksTheDestination(int status) throws Exception {
        partner.answers(FakePartner.answer(status));
        add(3);
        serve(1, 1);
        outbox.awaitDone(3);

        assertThat(outbox.resting).hasSize(1);
        assertThat(outbox.settled).hasSize(2);
        assertThat(partner.segmentRequests).hasSize(3);
        assertThat(Duration.ofNanos(nanos.get())).isBetween(Duration.ofMinutes(1), Duration.ofSeconds(61));
    }

    @Test
    void aTimeoutIsRetriedOnce() throws Exception {
        partner.answers(new HttpsResult.Failed(EdgeFault.TIMEOUT, ""), FakePartner.answer(200));
        add(1);
        serve(1);
        outbox.awaitDone(1);
        assertThat(outbox.settled).hasSize(1);
    }

    @Test
    void aRefusedCertificateIsNotRetried() throws Exception {
        partner.answers(new HttpsResult.Failed(EdgeFault.CERTIFICATE_UNTRUSTED, ""));
        add(1);
        serve(1);
        outbox.awaitDone(1);
        assertThat(partner.segmentRequests).hasSize(1);
        assertThat(status().findReason().orElseThrow().code()).isEqualTo(ReasonCode.CERTIFICATE_UNTRUSTED);
    }

    @Test
    void aSuccessClearsTheReason() throws Exception {
        partner.answers(FakePartner.answer(500), FakePartner.answer(500));
        add(1);
        serve(1);
        outbox.awaitDone(1);
        outbox.add(taken("77", 1));
        outbox.awaitDone(2);
        assertThat(status().findReason()).isEmpty();
        assertThat(status().delivered()).isEqualTo(1);
        assertThat(status().failed()).isEqualTo(1);
    }

    @Test
    void messagesHoldUpToMaxUsersEntries() throws Exception {
        add(25);
        serve(10);
        outbox.awaitDone(25);
        assertThat(userCounts()).containsExactlyInAnyOrder(10, 10, 5);
    }

    @Test
    void aDeviceWithMoreIdsThanAMessageHoldsSpansMessagesAndSettlesOnce() throws Exception {
        outbox.add(taken("1", 7));
        serve(3);
        outbox.awaitDone(1);
        assertThat(userCounts()).containsExactly(3, 3, 1);
        assertThat(outbox.settled).containsExactly(new DeviceId("1"));
    }

    @Test
    void devicesThatDoNotFitAreLeftForTheNextMessage() throws Exception {
        outbox.add(taken("1", 3));
        outbox.add(taken("2", 3));
        serve(4);
        outbox.awaitDone(2);
        assertThat(userCounts()).containsExactly(3, 3);
    }

    @Test
    void messagesIntoWhichNoFurtherDeviceFitsAreFullEnoughForMoreAtOnce() throws Exception {
        var gate = new Semaphore(0);
        partner.waitFor(gate::acquire);
        IntStream.rangeClosed(1, 40).forEach(i -> outbox.add(taken(Integer.toString(i), 2)));
        serve(5);
        awaitRequests(4);
        gate.release();
        awaitRequests(6);
        gate.release(40);
        outbox.awaitDone(40);
        assertThat(userCounts()).containsOnly(4);
    }

    @Test
    void aDeviceWithNothingToSayIsSettledWithoutARequest() throws Exception {
        outbox.add(taken("1", 0));
        serve(10);
        outbox.awaitDone(1);
        assertThat(outbox.settled).hasSize(1);
        assertThat(partner.segmentRequests).isEmpty();
    }

    @Test
    void fiveFailuresInARowOpenTheCircuitAndAProbeClosesIt() throws Exception {
        var failures =
                IntStream.range(0, 16).mapToObj(_ -> FakePartner.answer(500)).toArray(HttpsResult[]::new);
        partner.answers(failures);
        add(30);
        serve(1, 1);
        outbox.awaitDone(30);
        assertThat(outbox.resting).hasSize(4);
        assertThat(outbox.settled).hasSize(26);
        assertThat(partner.segmentRequests).hasSize(42);
        assertThat(status().circuit()).isEqualTo(CircuitPosition.CLOSED);
    }

    @Test
    void aPartnerThatAsksToWaitIsLeftAloneForThatLong() throws Exception {
        partner.answers(FakePartner.answer(429, new HttpHeader("Retry-After", "7")));
        add(1);
        serve(1);
        outbox.awaitDone(1);
        assertThat(outbox.settled).hasSize(1);
        assertThat(Duration.ofNanos(nanos.get())).isGreaterThanOrEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aStormOf429PassesWithoutSlowingWhatFollows() throws Exception {
        partner.answers(IntStream.range(0, 32)
                .mapToObj(i -> FakePartner.answer(i < 20 ? 200 : 429))
                .toArray(HttpsResult[]::new));
        add(200);
        serve(1, 1);
        while (outbox.settled() < 200) {
            Thread.onSpinWait();
        }
        assertThat(outbox.letters).isEmpty();
        assertThat(partner.segmentRequests).hasSize(200 + 12);
        assertThat(Duration.ofNanos(nanos.get())).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void anHourOfMaintenanceCostsAProbeEveryHalfMinuteAtMostAndLosesNothing() throws Exception {
        partner.answersWhen(_ -> true, FakePartner.answer(503));
        sleeping = time -> {
            if (Duration.ofNanos(nanos.addAndGet(time.toNanos())).compareTo(Duration.ofHours(1)) > 0) {
                partner.answersWhen(_ -> false, FakePartner.answer(200));
            }
        };
        add(100);
        serve(10, 4);
        while (Duration.ofNanos(nanos.get()).compareTo(Duration.ofHours(1)) <= 0) {
            outbox.wake();
            Thread.onSpinWait();
        }
        assertThat(requests()).isLessThan(700);
        while (outbox.settled() < 100) {
            outbox.wake();
            Thread.onSpinWait();
        }
        assertThat(outbox.letters).isEmpty();
        assertThat(status().circuit()).isEqualTo(CircuitPosition.CLOSED);
        assertThat(status().findReason()).isEmpty();
    }

    @Test
    void aPausedDestinationIsSentNothing() throws Exception {
        add(1);
        catalog = catalog(World.destination(1, "12345", List.of(World.mapping("A")), 1), 1, 1, true);
        couriers.follow(catalog);
        assertThat(status().delivered()).isZero();
        serve(1);
        outbox.awaitDone(1);
        assertThat(outbox.settled).hasSize(1);
    }

    // What the partner does not take

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 413, 422})
    void oneBadUserAmongThousandsIsOneDeadLetterAndCostsFewMessages(int status) throws Exception {
        partner.answersWhen(text -> text.contains("\"u777-0\""), FakePartner.answer(status));
        add(2_000);
        serve(10, 4);
        outbox.awaitDone(2_000);

        assertThat(outbox.settled).hasSize(2_000);
        assertThat(outbox.letters).singleElement().satisfies(letter -> {
            assertThat(letter.entry().device()).isEqualTo(new DeviceId("777"));
            assertThat(letter.reason()).isEqualTo(new Reason(ReasonCode.ENTRY_REFUSED, "status " + status));
            assertThat(letter.dueSince()).isEqualTo(NOW);
        });
        assertThat(partner.segmentRequests).hasSizeLessThanOrEqualTo(200 + 8);
        assertThat(status().parked()).isFalse();
        assertThat(status().delivered()).isEqualTo(1_999);
    }

    @Test
    void aBadUserThatComesAloneIsADeadLetterOnceAnotherIsTaken() throws Exception {
        partner.answersWhen(text -> text.contains("\"u7-0\""), FakePartner.answer(400));
        sleeping = _ -> Thread.sleep(Duration.ofMinutes(10));
        add(20);
        serve(1, 1);
        outbox.awaitDone(20);

        assertThat(outbox.letters).hasSize(1);
        assertThat(partner.segmentRequests).hasSize(20);
    }

    @Test
    void aDoubtfulRefusalOfOneUserAmongSuccessesParksNobody() throws Exception {
        partner.answersWhen(text -> text.contains("\"u9-0\""), FakePartner.answer(404));
        sleeping = _ -> Thread.sleep(Duration.ofMinutes(10));
        add(1);
        serve(1, 1);
        outbox.awaitDone(1);
        IntStream.rangeClosed(2, 50).forEach(i -> outbox.add(taken(Integer.toString(i), 1)));
        outbox.awaitDone(50);

        assertThat(outbox.settled).hasSize(50);
        assertThat(outbox.letters).hasSize(1);
        assertThat(partner.segmentRequests).hasSize(50);
    }

    @Test
    void aPartnerThatRefusesEverythingIsParkedWithoutADeadLetterAndServedByItsProbe() throws Exception {
        partner.answersWhen(_ -> true, FakePartner.answer(400));
        var probes = new AtomicInteger();
        sleeping = time -> {
            nanos.addAndGet(time.toNanos());
            if (Duration.ofNanos(nanos.get()).compareTo(Duration.ofHours(1)) > 0) {
                partner.answersWhen(_ -> false, FakePartner.answer(200));
            }
            probes.incrementAndGet();
        };
        add(300);
        serve(10, 8);
        while (Duration.ofNanos(nanos.get()).compareTo(Duration.ofHours(1)) <= 0) {
            Thread.onSpinWait();
        }
        assertThat(requests()).isLessThan(120);
        while (outbox.settled.size() < 300) {
            outbox.wake();
            Thread.onSpinWait();
        }

        assertThat(outbox.letters).isEmpty();
        assertThat(outbox.settled).hasSize(300);
        assertThat(status().parked()).isFalse();
    }

    @Test
    void aRefusedDestinationSaysThatEverythingIsRefused() throws Exception {
        partner.answersWhen(_ -> true, FakePartner.answer(422));
        sleeping = _ -> Thread.sleep(Duration.ofMinutes(10));
        add(100);
        serve(10, 1);
        while (!couriers.find(NUMBER).map(CourierStatus::parked).orElse(false)) {
            Thread.onSpinWait();
        }

        assertThat(status().findReason()).contains(new Reason(ReasonCode.REFUSES_EVERYTHING, "status 422"));
        assertThat(requests()).isLessThanOrEqualTo(15);
    }

    @Test
    void aUserThatMakesThePartnerFailTravelsAloneAndHarmsNobody() throws Exception {
        partner.answersWhen(text -> text.contains("\"u5-0\""), FakePartner.answer(500));
        add(100);
        serve(10, 1);
        outbox.awaitDone(100);
        for (int i = 0; i < 8; i++) {
            outbox.wake();
            outbox.awaitDone(100);
        }

        assertThat(outbox.settled).hasSize(99);
        assertThat(outbox.resting).containsOnlyKeys(new DeviceId("5"));
        assertThat(outbox.letters).isEmpty();
    }

    @Test
    void statusesMeanWhatTheDestinationSays() throws Exception {
        partner.answers(FakePartner.answer(409), FakePartner.answer(404), FakePartner.answer(400));
        meanings = Map.of(409, StatusMeaning.DELIVERED, 404, StatusMeaning.RETRY, 400, StatusMeaning.PARK);
        add(3);
        serve(1, 1);
        outbox.awaitDone(3);

        // 409 is taken, 404 is sent once more and then parked for by 400, whose device the probe finds resting.
        assertThat(outbox.settled).hasSize(2);
        assertThat(outbox.resting).hasSize(1);
        assertThat(partner.segmentRequests).hasSize(4);
    }

    @Test
    void whatWaitedTooLongIsADeadLetter() throws Exception {
        partner.answersTokens(
                IntStream.range(0, 200).mapToObj(_ -> FakePartner.answer(401)).toArray(HttpsResult[]::new));
        maxAge = Duration.ofHours(2);
        wall = () -> NOW.plusNanos(nanos.get());
        add(30);
        serve(10);
        outbox.awaitDone(30);

        assertThat(outbox.letters).hasSize(30);
        assertThat(outbox.letters.getFirst().reason().code()).isEqualTo(ReasonCode.TOO_OLD);
        assertThat(partner.segmentRequests).isEmpty();
        assertThat(Duration.ofNanos(nanos.get())).isBetween(Duration.ofHours(2), Duration.ofHours(3));
    }

    @Test
    void zerosOfADeadLetterStayOwed() throws Exception {
        partner.answersWhen(text -> text.contains("\"u7-1\""), FakePartner.answer(400));
        var segment = new SegmentId("A");
        var zeros = new OwedZeros(Map.of(
                new OwedZero(segment, new PartnerId(new DataSourceId("12345"), "u7-0")), NOW,
                new OwedZero(segment, new PartnerId(new DataSourceId("12345"), "u7-1")), NOW));
        var left = new Profile(
                new DeviceId("7"),
                NOW,
                Map.of(segment, new Membership(Standing.LEFT, NOW)),
                Map.of(),
                Map.of(),
                Map.of());
        outbox.add(new TakenUpdate(left, new PendingUpdate(zeros, true, NOW, NOW), 1));
        serve(10, 1);
        outbox.awaitDone(1);

        var settlement = outbox.ended.getFirst();
        assertThat(settlement.told()).extracting(UserEntry::partnerUuid).containsExactly("u7-0");
        assertThat(settlement.letters())
                .extracting(letter -> letter.entry().partnerUuid())
                .containsExactly("u7-1");
        assertThat(zeros.minus(settlement.discharged()).times().keySet())
                .containsExactly(new OwedZero(segment, new PartnerId(new DataSourceId("12345"), "u7-1")));
    }

    /** Time stands still but for sleeps. */
    private void sleep(Duration time) throws InterruptedException {
        sleeping.sleep(time);
    }

    private void serve(int maxUsers) {
        serve(maxUsers, 32);
    }

    private void serve(int maxUsers, int maxConcurrency) {
        catalog =
                catalog(World.destination(1, "12345", List.of(World.mapping("A")), 1), maxUsers, maxConcurrency, false);
        couriers.follow(catalog);
    }

    private Catalog catalog(Destination d, int maxUsers, int maxConcurrency, boolean paused) {
        var destination = new Destination(
                d.number(),
                d.id(),
                d.name(),
                d.clientId(),
                d.userDpid(),
                d.endpoint(),
                d.method(),
                d.authentication(),
                d.tls(),
                new Aggregation(maxUsers, Duration.ZERO),
                new DeliverySettings(
                        d.delivery().timeout(),
                        1,
                        d.delivery().successStatus(),
                        maxConcurrency,
                        false,
                        null,
                        maxAge,
                        meanings),
                d.mappings(),
                d.mappingEpoch(),
                paused);
        return Catalog.compile(List.of(destination), LocalDate.EPOCH, 1);
    }

    private void add(int devices) {
        IntStream.rangeClosed(1, devices).forEach(i -> outbox.add(taken(Integer.toString(i), 1)));
    }

    private void awaitRequests(int count) {
        while (requests() < count) {
            Thread.onSpinWait();
        }
    }

    private int requests() {
        synchronized (partner) {
            return partner.segmentRequests.size();
        }
    }

    private CourierStatus status() {
        return couriers.find(NUMBER).orElseThrow();
    }

    private List<Integer> userCounts() {
        return partner.segmentRequests.stream()
                .map(request -> new String(request.body().bytes(), UTF_8))
                .map(text -> Integer.valueOf(text.replaceAll(".*\"User_count\":\"(\\d+)\".*", "$1")))
                .toList();
    }

    private static TakenUpdate taken(String device, int ids) {
        Map<PartnerId, IdHold> holds = new HashMap<>();
        for (int i = 0; i < ids; i++) {
            holds.put(new PartnerId(new DataSourceId("12345"), "u" + device + "-" + i), IdHold.present(NOW));
        }
        var profile = new Profile(
                new DeviceId(device),
                NOW,
                Map.of(new SegmentId("A"), new Membership(Standing.ACTIVE, NOW)),
                holds,
                Map.of(),
                Map.of());
        return new TakenUpdate(profile, new PendingUpdate(OwedZeros.NONE, true, NOW, NOW), 1);
    }
}
