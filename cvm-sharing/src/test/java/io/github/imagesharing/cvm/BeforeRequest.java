package io.github.imagesharing.cvm;

import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.spi.Api;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** No pace at all, but something happens before one certain request of an action: a change elsewhere, or a fault. */
final class BeforeRequest implements RequestQuota {

    private final String action;
    private final int number;
    private final Event event;
    private final AtomicInteger requests = new AtomicInteger();

    /** What happens; it may throw whatever it likes, also what it does not declare. */
    @FunctionalInterface
    interface Event {
        void happen() throws InterruptedException;
    }

    /** Before the request of that number, the first being 1. */
    BeforeRequest(String action, int number, Event event) {
        this.action = action;
        this.number = number;
        this.event = event;
    }

    @Override
    public Optional<Permit> await(Api api, String host, Duration maxWait) throws InterruptedException {
        if (api.action().equals(action) && requests.incrementAndGet() == number) {
            event.happen();
        }
        return Optional.of(Permit.granted());
    }
}
