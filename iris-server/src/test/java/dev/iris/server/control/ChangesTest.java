package dev.iris.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.Problem;
import dev.iris.model.DestinationId;
import dev.iris.model.DestinationNumber;
import dev.iris.model.SecretFiles;
import dev.iris.model.SegmentId;
import dev.iris.server.control.ChangeResult.Conflict;
import dev.iris.server.control.ChangeResult.Created;
import dev.iris.server.control.ChangeResult.Deleted;
import dev.iris.server.control.ChangeResult.EtagMismatch;
import dev.iris.server.control.ChangeResult.Missing;
import dev.iris.server.control.ChangeResult.Refused;
import dev.iris.server.control.ChangeResult.Updated;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesTest {
    private static final DestinationId ID = new DestinationId(423);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final Roster EMPTY = Roster.of(List.of(), 0, 1, TODAY, Segments.NONE);
    private static final String MAPPED = "mappings: [ { segment: a, until: 2026-11-25 }, { segment: b } ]";

    private final Changes changes =
            new Changes(new Vetting(secret -> Integer.toHexString(secret.hashCode()), SecretFiles.NONE));
    private Roster roster = EMPTY;

    @Test
    void aNewDestinationHasTheNextNumberAndAnotherEachTime() {
        assertThat(put("name: one")).isInstanceOf(Created.class);
        assertThat(stored().destination().number()).isEqualTo(new DestinationNumber(1));
        var firstTag = stored().etag();

        assertThat(apply(now -> changes.delete(now, ID, Preconditions.NONE))).isEqualTo(new Deleted());
        assertThat(roster.all()).isEmpty();

        put("name: one");
        assertThat(stored().destination().number()).isEqualTo(new DestinationNumber(2));
        assertThat(stored().etag()).isNotEqualTo(firstTag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: two",
                "delivery: { timeout: 5s }",
                "aggregation: { maxUsers: 3 }",
                "method: GET",
                "mappings: [ { segment: b, value: b }, { segment: a, until: 2026-11-25 } ]",
            })
    void aSettingThatChangesNoMappingLeavesTheMappingEpoch(String member) {
        put(MAPPED);
        var before = stored();
        assertThat(put(member)).isInstanceOf(Updated.class);
        assertThat(stored().destination().mappingEpoch())
                .isEqualTo(before.destination().mappingEpoch());
        assertThat(stored().etag()).isNotEqualTo(before.etag());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mappings: []",
                "mappings: [ { segment: a, until: 2026-11-25 } ]",
                "mappings: [ { segment: a, until: 2026-11-26 }, { segment: b } ]",
                "mappings: [ { segment: a, until: 2026-11-25 }, { segment: b, from: 2026-11-24 } ]",
                "mappings: [ { segment: a, until: 2026-11-25 }, { segment: b, value: alias } ]",
                "mappings: [ { segment: a, until: 2026-11-25 }, { segment: c } ]",
            })
    void aChangedMappingMovesTheMappingEpoch(String mappings) {
        put(MAPPED);
        var before = stored().destination().mappingEpoch();
        put(mappings);
        assertThat(stored().destination().mappingEpoch()).isGreaterThan(before);
    }

    @Test
    void anotherDataSourceMovesTheMappingEpoch() {
        put(MAPPED);
        var before = stored().destination().mappingEpoch();
        var document = Documents.bare("").with("userDpid", dev.iris.json.JsonValue.text("20914"));
        apply(now -> changes.put(now, ID, document, Preconditions.NONE));
        assertThat(stored().destination().mappingEpoch()).isGreaterThan(before);
    }

    @Test
    void theSameDocumentAgainChangesNothing() {
        put(MAPPED);
        var before = roster;
        assertThat(put(MAPPED)).isEqualTo(new Updated(changes.view(stored())));
        assertThat(roster).isEqualTo(before);
    }

    @Test
    void onlyTheDestinationThatIsMeantIsChanged() {
        assertThat(put("name: one", "*")).isEqualTo(new EtagMismatch(""));
        put("name: one");
        var first = stored().etag();
        assertThat(put("name: two", first)).isInstanceOf(Updated.class);
        var second = stored().etag();
        assertThat(put("name: three", first)).isEqualTo(new EtagMismatch(second));
        assertThat(apply(now -> changes.delete(now, ID, Preconditions.matching(first))))
                .isEqualTo(new EtagMismatch(second));
        assertThat(apply(now -> changes.delete(now, ID, Preconditions.matching(second))))
                .isEqualTo(new Deleted());
    }

    @Test
    void aDestinationWithMappedSegmentsIsNotDeleted() {
        put(MAPPED);
        assertThat(apply(now -> changes.delete(now, ID, Preconditions.NONE)))
                .isInstanceOfSatisfying(
                        Conflict.class, refusal -> assertThat(refusal.code()).isEqualTo("destination-has-mappings"));
        put("mappings: []");
        assertThat(apply(now -> changes.delete(now, ID, Preconditions.NONE))).isEqualTo(new Deleted());
    }

    @Test
    void aSegmentIsMappedChangedAndUnmapped() {
        put("name: one");
        var segment = new SegmentId("a");
        assertThat(map(segment, "{}")).isInstanceOf(Created.class);
        var first = stored().destination();
        assertThat(map(segment, "{ segment: a, value: alias }")).isInstanceOf(Updated.class);
        var second = stored().destination();
        assertThat(second.mappings())
                .singleElement()
                .satisfies(mapping -> assertThat(mapping.value(Map.of())).isEqualTo("alias"));
        assertThat(apply(now -> changes.unmap(now, ID, segment, Preconditions.NONE)))
                .isInstanceOf(Updated.class);
        assertThat(stored().destination().mappings()).isEmpty();
        assertThat(List.of(
                        first.mappingEpoch(),
                        second.mappingEpoch(),
                        stored().destination().mappingEpoch()))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(apply(now -> changes.unmap(now, ID, segment, Preconditions.NONE)))
                .isEqualTo(new Missing());
    }

    @Test
    void aMappingIsChangedOnlyOnTheDestinationThatIsMeant() {
        put("name: one");
        var segment = new SegmentId("a");
        var first = Preconditions.matching(stored().etag());
        assertThat(apply(now -> changes.map(now, ID, segment, Documents.yaml("{}"), first)))
                .isInstanceOf(Created.class);
        assertThat(apply(now -> changes.unmap(now, ID, segment, first))).isEqualTo(new EtagMismatch(stored().etag()));
        assertThat(apply(now -> changes.map(now, ID, segment, Documents.yaml("{ value: x }"), first)))
                .isEqualTo(new EtagMismatch(stored().etag()));
    }

    @Test
    void aDestinationThatIsToBeNewIsNotOverwritten() {
        var onlyNew = new Preconditions(null, "*");
        assertThat(apply(now -> changes.put(now, ID, Documents.bare(""), onlyNew)))
                .isInstanceOf(Created.class);
        assertThat(apply(now -> changes.put(now, ID, Documents.bare("name: two"), onlyNew)))
                .isEqualTo(new EtagMismatch(stored().etag()));
    }

    @Test
    void aWrongMappingIsRefusedByItsFields() {
        put("name: one");
        assertThat(map(new SegmentId("a"), "{ segment: b, colour: red, from: never }"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(Problem::field)
                                .containsExactlyInAnyOrder("segment", "colour", "from"));
        assertThat(stored().destination().mappings()).isEmpty();
    }

    @Test
    void aPauseChangesTheTagAndNothingElse() {
        put(MAPPED);
        var before = stored();
        assertThat(apply(now -> changes.pause(now, ID, true))).isInstanceOf(Updated.class);
        assertThat(stored().destination().paused()).isTrue();
        assertThat(stored().destination().mappingEpoch())
                .isEqualTo(before.destination().mappingEpoch());
        assertThat(stored().etag()).isNotEqualTo(before.etag());

        put("name: two");
        assertThat(stored().destination().paused()).isTrue();
        var paused = roster;
        assertThat(apply(now -> changes.pause(now, ID, true))).isInstanceOf(Updated.class);
        assertThat(roster).isEqualTo(paused);
        apply(now -> changes.pause(now, ID, false));
        assertThat(stored().destination().paused()).isFalse();
    }

    @Test
    void whatIsNotThereIsMissing() {
        var none = Preconditions.NONE;
        assertThat(List.of(
                        changes.delete(EMPTY, ID, none),
                        changes.map(EMPTY, ID, new SegmentId("a"), Documents.yaml("{}"), none),
                        changes.unmap(EMPTY, ID, new SegmentId("a"), none),
                        changes.pause(EMPTY, ID, true)))
                .extracting(Decision::result)
                .containsOnly(new Missing());
    }

    @Test
    void onlyDestinationsWhoseWindowsOpenOrCloseMoveWithTheDay() {
        put(MAPPED);
        var other = new DestinationId(7);
        apply(now -> changes.put(now, other, Documents.bare("mappings: [ { segment: b } ]"), Preconditions.NONE));
        var closing = stored();
        var steady = roster.find(other).orElseThrow();

        assertThat(roster.on(TODAY.plusDays(1)).all()).containsExactly(steady, closing);
        var closed = roster.on(TODAY.plusDays(2));
        assertThat(closed.find(other)).contains(steady);
        assertThat(closed.find(ID).orElseThrow().destination().mappingEpoch())
                .isEqualTo(closing.destination().mappingEpoch() + 1);
        assertThat(closed.find(ID).orElseThrow().etag()).isEqualTo(closing.etag());
    }

    @Test
    void aRosterCompilesTheWindowsOfItsDay() {
        put(MAPPED);
        var number = stored().destination().number();
        assertThat(roster.compile().findRoute(number).orElseThrow().aliases().keySet())
                .containsExactlyInAnyOrder(new SegmentId("a"), new SegmentId("b"));
        assertThat(roster.on(TODAY.plusDays(2))
                        .compile()
                        .findRoute(number)
                        .orElseThrow()
                        .aliases()
                        .keySet())
                .containsExactly(new SegmentId("b"));
    }

    private StoredDestination stored() {
        return roster.find(ID).orElseThrow();
    }

    private ChangeResult put(String members) {
        return apply(now -> changes.put(now, ID, Documents.bare(members), Preconditions.NONE));
    }

    private ChangeResult put(String members, String ifMatch) {
        return apply(now -> changes.put(now, ID, Documents.bare(members), Preconditions.matching(ifMatch)));
    }

    private ChangeResult map(SegmentId segment, String document) {
        return apply(now -> changes.map(now, ID, segment, Documents.yaml(document), Preconditions.NONE));
    }

    private ChangeResult apply(Function<Roster, Decision> change) {
        var decision = change.apply(roster);
        roster = decision.roster();
        return decision.result();
    }
}
