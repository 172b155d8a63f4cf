package io.github.imagesharing.cvm;

import com.google.common.util.concurrent.Uninterruptibles;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.spi.Api;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * No pace at all, but of the first requests of an action none hears its answer before all of them have left, however slow
 * the machine is. Where they do not leave together it is found out late, and the requests are others.
 */
final class LeavingTogether implements RequestQuota {

    private static final long LONGEST_WAIT_SECONDS = 10;

    private final String action;
    private final CountDownLatch missing;

    LeavingTogether(String action, int howMany) {
        this.action = action;
        this.missing = new CountDownLatch(howMany);
    }

    @Override
    public Optional<Permit> await(Api api, String host, Duration maxWait) {
        return Optional.of(api.action().equals(action) ? new OneOfThem() : Permit.granted());
    }

    private final class OneOfThem implements Permit {

        @Override
        public boolean awaitSend(Duration maxWait) {
            return true;
        }

        @Override
        public void sent() {
            missing.countDown();
            var unused = Uninterruptibles.awaitUninterruptibly(missing, LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public void throttled() {}

        @Override
        public void close() {}
    }
}
