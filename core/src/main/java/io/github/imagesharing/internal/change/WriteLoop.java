package io.github.imagesharing.internal.change;

import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.transport.RetryLoop;
import java.util.Optional;

/**
 * Sends one request that changes something until it is settled: send; on a failure classify it; where it may have been
 * applied look; send again.
 *
 * <p>It answers a response that is lost after the request was applied. A request is sent at most {@code Retry.attempts}
 * times, whatever mixture of failures it meets: there is one budget, and no other loop around a write. What may have been
 * applied is never sent again without a look at its effect, also where a later delivery was certainly refused, and a look
 * that fails ends the loop with the failure of the write, because nothing is known that would make sending again safe. Shown by {@code WriteLoopTest} and
 * {@code DeliveriesTest}.
 *
 * <p>For one call on one thread.
 */
final class WriteLoop {

    /**
     * A request that can be sent again.
     *
     * @param <T> what it gives
     */
    interface Request<T> {

        /** Sends it once. */
        T send();

        /** Whether a delivery that failed so may have been applied, so that it must be looked at before the next one. */
        boolean isInDoubt(ImageSharingException failure);

        /** Looks at what the deliveries so far have done; empty if it has to be sent again. */
        Optional<T> look();
    }

    private final RetryLoop retries;

    WriteLoop(RetryLoop retries) {
        this.retries = retries;
    }

    /** Gives what the request, or a look at its effect, gives; throws the last failure of the request. */
    <T> T run(Request<T> request) {
        Deliveries<T> deliveries = new Deliveries<>(request);
        return retries.run(deliveries::mayFollow, deliveries::next);
    }

    /** The deliveries of one request. */
    private static final class Deliveries<T> {

        private final Request<T> request;
        private Optional<ImageSharingException> doubt = Optional.empty();
        private boolean lookFailed;

        Deliveries(Request<T> request) {
            this.request = request;
        }

        T next() {
            Optional<T> settled = doubt.isPresent() ? look(doubt.get()) : Optional.empty();
            return settled.orElseGet(this::send);
        }

        private T send() {
            try {
                return request.send();
            } catch (ImageSharingException failure) {
                if (request.isInDoubt(failure)) {
                    doubt = Optional.of(failure);
                }
                throw failure;
            }
        }

        private Optional<T> look(ImageSharingException failure) {
            try {
                return request.look();
            } catch (CallInterruptedException e) {
                throw e;
            } catch (ImageSharingException unreadable) {
                lookFailed = true;
                throw failure;
            }
        }

        boolean mayFollow(ImageSharingException failure) {
            return !lookFailed && FailureScope.mayBeSentAgain(failure);
        }
    }
}
