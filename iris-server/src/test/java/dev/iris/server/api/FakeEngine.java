package dev.iris.server.api;

import dev.iris.engine.Backlog;
import dev.iris.engine.DeadLetter;
import dev.iris.engine.Engine;
import dev.iris.engine.LetterSearch;
import dev.iris.engine.Settlement;
import dev.iris.engine.TakenUpdate;
import dev.iris.model.Catalog;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Profile;
import dev.iris.model.QualificationEvent;
import dev.iris.model.SegmentStatus;
import dev.iris.model.Told;
import dev.iris.model.UserEntry;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An engine that remembers what it was given and answers what it was told to. */
final class FakeEngine implements Engine {
    final List<QualificationEvent> accepted = new CopyOnWriteArrayList<>();
    final List<QualificationEvent> acceptedOffline = new CopyOnWriteArrayList<>();
    final Map<DestinationNumber, Backlog> backlogs = new ConcurrentHashMap<>();
    final Map<DeviceId, Profile> profiles = new ConcurrentHashMap<>();
    final Map<DeviceId, PendingUpdate> pending = new ConcurrentHashMap<>();
    final Map<DeviceId, Told> told = new ConcurrentHashMap<>();
    final Map<DestinationNumber, List<DeadLetter>> letters = new ConcurrentHashMap<>();
    final List<LetterSearch> replayed = new CopyOnWriteArrayList<>();
    final List<LetterSearch> dropped = new CopyOnWriteArrayList<>();
    volatile Runnable beforeAccept = () -> {};
    volatile Runnable beforeBacklog = () -> {};
    volatile @Nullable String trouble;
    private volatile Catalog catalog = Catalog.EMPTY;

    /** A letter of a device, given up so many seconds before the server's time. */
    static DeadLetter letter(String device, int secondsAgo) {
        var entry = new UserEntry(
                new DeviceId(device),
                "u" + device,
                List.of(),
                List.of(
                        new SegmentStatus("A", true, RunningServer.NOW.minusSeconds(300)),
                        new SegmentStatus("B", false, RunningServer.NOW.minusSeconds(200))));
        return new DeadLetter(
                entry,
                new Reason(ReasonCode.UNEXPECTED_STATUS, "status 422"),
                RunningServer.NOW.minusSeconds(100),
                RunningServer.NOW.minusSeconds(secondsAgo));
    }

    @Override
    public void accept(List<QualificationEvent> events) {
        beforeAccept.run();
        accepted.addAll(events);
    }

    @Override
    public void acceptOffline(List<QualificationEvent> events) {
        beforeAccept.run();
        acceptedOffline.addAll(events);
    }

    @Override
    public Catalog catalog() {
        return catalog;
    }

    @Override
    public void adopt(Catalog next) {
        catalog = next;
    }

    @Override
    public Optional<String> findTrouble() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public Backlog backlog(DestinationNumber destination) {
        beforeBacklog.run();
        return backlogs.getOrDefault(destination, Backlog.EMPTY);
    }

    @Override
    public Optional<Profile> findProfile(DeviceId device) {
        return Optional.ofNullable(profiles.get(device));
    }

    @Override
    public Optional<PendingUpdate> findPending(DestinationNumber destination, DeviceId device) {
        return Optional.ofNullable(pending.get(device));
    }

    @Override
    public Optional<Told> findTold(DestinationNumber destination, DeviceId device) {
        return Optional.ofNullable(told.get(device));
    }

    @Override
    public long countLetters(DestinationNumber destination) {
        return of(destination).size();
    }

    /** A place is how many letters stand before it. */
    @Override
    public LetterPage listLetters(DestinationNumber destination, LetterSearch search, String after, int limit) {
        int from = after.isEmpty() ? 0 : Integer.parseInt(after);
        var found = of(destination).stream().filter(search::finds).toList();
        int to = Math.min(from + limit, found.size());
        return new LetterPage(found.subList(from, to), to < found.size() ? "" + to : "");
    }

    @Override
    public long replayLetters(DestinationNumber destination, LetterSearch search) {
        replayed.add(search);
        return remove(destination, search);
    }

    @Override
    public long dropLetters(DestinationNumber destination, LetterSearch search) {
        dropped.add(search);
        return remove(destination, search);
    }

    private long remove(DestinationNumber destination, LetterSearch search) {
        long before = countLetters(destination);
        of(destination).removeIf(search::finds);
        return before - countLetters(destination);
    }

    private List<DeadLetter> of(DestinationNumber destination) {
        return letters.computeIfAbsent(destination, _ -> new CopyOnWriteArrayList<>());
    }

    @Override
    public int awaitDue(DestinationNumber destination, int count, Duration most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<TakenUpdate> take(DestinationNumber destination, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void settle(DestinationNumber destination, List<Settlement> settlements) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void release(DestinationNumber destination, Collection<DeviceId> devices, Duration rest) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
