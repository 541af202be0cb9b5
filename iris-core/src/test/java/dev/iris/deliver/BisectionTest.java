package dev.iris.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.deliver.AttemptOutcome.Blame;
import dev.iris.deliver.AttemptOutcome.Delivered;
import dev.iris.deliver.AttemptOutcome.Failed;
import dev.iris.deliver.AttemptOutcome.Refused;
import dev.iris.model.DeviceId;
import dev.iris.model.UserEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BisectionTest {
    private static final Refused BAD = new Refused(400, "", Blame.ENTRY);
    private static final Refused DOUBTFUL = new Refused(403, "", Blame.DOUBTFUL);

    private final Acceptance acceptance = new Acceptance();
    private final List<List<UserEntry>> sent = new ArrayList<>();
    private boolean stops;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 10, 16, 33, 100, 1_000})
    void oneBadEntryAnywhereCostsAtMostTwiceTheLogarithm(int size) throws Exception {
        for (int bad = 0; bad < size; bad += Math.max(1, size / 100)) {
            sent.clear();
            var users = users(size);
            var bisection = send(users, Set.of(users.get(bad)));

            int more = sent.size() - 1;
            assertThat(more).isLessThanOrEqualTo(2 * (int) Math.ceil(Math.log(size) / Math.log(2)));
            assertThat(bisection.refused())
                    .extracting(Bisection.RefusedEntry::entry)
                    .containsExactly(users.get(bad));
            assertThat(bisection.accepted()).hasSize(size - 1).doesNotContain(users.get(bad));
            assertThat(bisection.end()).isNull();
        }
    }

    @Test
    void severalBadEntriesAreAllFound() throws Exception {
        var users = users(10);
        var bad = Set.of(users.get(0), users.get(1), users.get(9));
        var bisection = send(users, bad);

        assertThat(new HashSet<>(bisection.refused().stream()
                        .map(Bisection.RefusedEntry::entry)
                        .toList()))
                .isEqualTo(bad);
        assertThat(bisection.accepted()).hasSize(7);
    }

    @Test
    void anEntryThatIsGivenUpWasRefusedAlone() throws Exception {
        var users = users(10);
        send(users, Set.of(users.get(9)));

        assertThat(sent).contains(List.of(users.get(9)));
    }

    @Test
    void aFailureOfAnotherKindEndsIt() throws Exception {
        var users = users(4);
        var bisection = bisection(message -> message.size() == 4 ? BAD : new Failed(503, Duration.ZERO));
        bisection.send(users);
        bisection.send(users);

        assertThat(bisection.end()).isEqualTo(new Failed(503, Duration.ZERO));
        assertThat(sent).hasSize(2);
        assertThat(bisection.refused()).isEmpty();
    }

    @Test
    void aDoubtfulRefusalIsNotDividedWhileNothingElseIsTaken() throws Exception {
        var bisection = bisection(_ -> DOUBTFUL);
        bisection.send(users(4));

        assertThat(bisection.end()).isEqualTo(DOUBTFUL);
        assertThat(sent).hasSize(1);
    }

    @Test
    void aDoubtfulRefusalAmongSuccessesIsDivided() throws Exception {
        var users = users(4);
        acceptance.accepted(acceptance.moment());
        var bisection = bisection(message -> {
            return message.contains(users.get(2)) ? DOUBTFUL : new Delivered();
        });
        bisection.send(users);

        assertThat(bisection.end()).isNull();
        assertThat(bisection.refused()).hasSize(1);
        assertThat(bisection.accepted()).hasSize(3);
    }

    @Test
    void whatWasTakenBeforeItSeemedToRefuseEverythingProvesNothing() throws Exception {
        acceptance.accepted(acceptance.moment());
        acceptance.distrust();
        var bisection = bisection(_ -> DOUBTFUL);
        bisection.send(users(4));

        assertThat(sent).hasSize(1);
    }

    @Test
    void whatTheDestinationIsBlamedForIsNeverDivided() throws Exception {
        acceptance.accepted(acceptance.moment());
        var refusal = new Refused(409, "", Blame.DESTINATION);
        var bisection = bisection(_ -> refusal);
        bisection.send(users(4));

        assertThat(bisection.end()).isEqualTo(refusal);
    }

    @Test
    void nothingMoreIsSentOnceSeveralWereRefusedInARow() throws Exception {
        var users = users(100);
        var bisection = send(users, Set.copyOf(users));

        assertThat(bisection.refused()).hasSize(Suspects.MOST);
        assertThat(sent).hasSizeLessThan(20);
    }

    @Test
    void nothingIsDividedOnceTheDestinationIsParked() throws Exception {
        stops = true;
        var bisection = bisection(_ -> BAD);
        bisection.send(users(4));

        assertThat(sent).hasSize(1);
        assertThat(bisection.end()).isEqualTo(BAD);
    }

    private Bisection send(List<UserEntry> users, Set<UserEntry> bad) throws InterruptedException {
        var bisection = bisection(message -> message.stream().anyMatch(bad::contains) ? BAD : new Delivered());
        bisection.send(users);
        return bisection;
    }

    private Bisection bisection(Function<List<UserEntry>, AttemptOutcome> partner) {
        return new Bisection(
                users -> {
                    sent.add(users);
                    return partner.apply(users);
                },
                acceptance,
                _ -> {},
                () -> stops);
    }

    private static List<UserEntry> users(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new UserEntry(new DeviceId(Integer.toString(i + 1)), "u" + i, List.of(), List.of()))
                .toList();
    }
}
