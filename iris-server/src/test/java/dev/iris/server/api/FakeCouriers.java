package dev.iris.server.api;

import dev.iris.deliver.Attempt;
import dev.iris.deliver.CourierStatus;
import dev.iris.deliver.SampleDelivery;
import dev.iris.model.DestinationNumber;
import dev.iris.server.status.CourierLookup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Couriers that stand as they were told to. */
final class FakeCouriers implements CourierLookup {
    final Map<DestinationNumber, CourierStatus> statuses = new ConcurrentHashMap<>();
    final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    final List<DestinationNumber> retried = new CopyOnWriteArrayList<>();
    final List<DestinationNumber> renewed = new CopyOnWriteArrayList<>();
    volatile @Nullable SampleDelivery sample;

    @Override
    public Optional<CourierStatus> find(DestinationNumber number) {
        return Optional.ofNullable(statuses.get(number));
    }

    @Override
    public List<Attempt> attempts(DestinationNumber number) {
        return List.copyOf(attempts);
    }

    @Override
    public Optional<SampleDelivery> sendSample(DestinationNumber number) {
        return Optional.ofNullable(sample);
    }

    @Override
    public void renewToken(DestinationNumber number) {
        renewed.add(number);
    }

    @Override
    public void retryNow(DestinationNumber number) {
        retried.add(number);
    }
}
