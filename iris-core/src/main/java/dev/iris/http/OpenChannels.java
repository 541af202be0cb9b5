package dev.iris.http;

import dev.iris.model.Ticker;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The channels in use, each opened when it is first needed and closed when it no longer is. Thread-safe; finding an open one takes no lock. */
final class OpenChannels {
    private final ChannelOpening opening;
    private final EdgeBounds bounds;
    private final Ticker ticker;
    private final ConcurrentMap<Channel, OpenChannel> open = new ConcurrentHashMap<>();

    OpenChannels(ChannelOpening opening, EdgeBounds bounds, Ticker ticker) {
        this.opening = opening;
        this.bounds = bounds;
        this.ticker = ticker;
    }

    /** The channel, counting the caller as a user of it until it leaves. */
    OpenChannel enter(Channel channel) {
        var known = open.get(channel);
        if (known != null && known.enter()) {
            return known;
        }
        var entered = Objects.requireNonNull(
                open.compute(channel, (key, old) -> old != null && old.enter() ? old : first(key)));
        sweep();
        return entered;
    }

    /** Closes channels that were not used for long, and unused ones if there are too many. */
    void sweep() {
        long now = ticker.nanos();
        open.values().stream()
                .filter(channel -> channel.unusedFor(now) > bounds.channelKept().toNanos())
                .forEach(this::closeIfUnused);
        if (open.size() > bounds.mostChannels()) {
            closeLongestUnused(open.size() - bounds.mostChannels(), now);
        }
        opening.forgetTrustBut(open.keySet());
    }

    /** Closes every channel. */
    Future<?> close() {
        return Future.join(open.values().stream().map(OpenChannel::close).toList());
    }

    private OpenChannel first(Channel channel) {
        var opened = opening.open(channel, ticker.nanos());
        opened.enter();
        return opened;
    }

    private void closeLongestUnused(int count, long now) {
        open.values().stream()
                .filter(OpenChannel::isUnused)
                .map(channel -> new Unused(channel, channel.unusedFor(now)))
                .sorted(Comparator.comparingLong(Unused::nanos).reversed())
                .limit(count)
                .forEach(unused -> closeIfUnused(unused.channel));
    }

    private void closeIfUnused(OpenChannel channel) {
        if (channel.closeIfUnused()) {
            open.remove(channel.channel(), channel);
        }
    }

    /** A channel and how long it was unused at one moment: in the channel itself that changes under a sort. */
    private record Unused(OpenChannel channel, long nanos) {}
}
