package dev.iris.server;

import dev.iris.deliver.Attempt;
import dev.iris.deliver.CourierStatus;
import dev.iris.deliver.Couriers;
import dev.iris.deliver.SampleDelivery;
import dev.iris.model.DestinationNumber;
import dev.iris.server.status.CourierLookup;
import java.util.List;
import java.util.Optional;

/** The couriers, as status and operators look at them. */
record ServedBy(Couriers couriers) implements CourierLookup {
    @Override
    public Optional<CourierStatus> find(DestinationNumber number) {
        return couriers.find(number);
    }

    @Override
    public List<Attempt> attempts(DestinationNumber number) {
        return couriers.attempts(number);
    }

    @Override
    public Optional<SampleDelivery> sendSample(DestinationNumber number) throws InterruptedException {
        return couriers.sendSample(number);
    }

    @Override
    public void renewToken(DestinationNumber number) throws InterruptedException {
        couriers.renewToken(number);
    }

    @Override
    public void retryNow(DestinationNumber number) {
        couriers.retryNow(number);
    }
}
