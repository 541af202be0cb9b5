package dev.iris.server.api;

import dev.iris.engine.Backlog;
import dev.iris.engine.Engine;
import dev.iris.engine.Settlement;
import dev.iris.engine.TakenUpdate;
import dev.iris.model.Catalog;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.PendingUpdate;
import dev.iris.model.Profile;
import dev.iris.model.QualificationEvent;
import dev.iris.model.Told;
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
    final Map<DestinationNumber, Backlog> backlogs = new ConcurrentHashMap<>();
    final Map<DeviceId, Profile> profiles = new ConcurrentHashMap<>();
    final Map<DeviceId, PendingUpdate> pending = new ConcurrentHashMap<>();
    final Map<DeviceId, Told> told = new ConcurrentHashMap<>();
    volatile Runnable beforeAccept = () -> {};
    volatile Runnable beforeBacklog = () -> {};
    volatile @Nullable String trouble;
    private volatile Catalog catalog = Catalog.EMPTY;

    @Override
    public void accept(List<QualificationEvent> events) {
        beforeAccept.run();
        accepted.addAll(events);
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
