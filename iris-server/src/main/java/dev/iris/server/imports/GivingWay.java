package dev.iris.server.imports;

import dev.iris.deliver.Sleeper;
import dev.iris.model.QualificationEvent;
import dev.iris.model.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** An intake of offline events that rests after each chunk as long as that took, while live events come. Thread-safe. */
public final class GivingWay implements Consumer<List<QualificationEvent>> {
    private final Consumer<List<QualificationEvent>> intake;
    private final LiveTraffic traffic;
    private final Ticker ticker;
    private final Sleeper sleeper;

    /** @param intake returns when the events are durable */
    public GivingWay(Consumer<List<QualificationEvent>> intake, LiveTraffic traffic, Ticker ticker, Sleeper sleeper) {
        this.intake = intake;
        this.traffic = traffic;
        this.ticker = ticker;
        this.sleeper = sleeper;
    }

    /** Returns when the events are durable and it has rested. */
    @Override
    public void accept(List<QualificationEvent> events) {
        long began = ticker.nanos();
        intake.accept(events);
        if (traffic.isFlowing()) {
            rest(Duration.ofNanos(ticker.nanos() - began));
        }
    }

    private void rest(Duration time) {
        try {
            sleeper.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
