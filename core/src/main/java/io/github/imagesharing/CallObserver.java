package io.github.imagesharing;

import io.github.imagesharing.internal.observers.LoggingObserver;
import io.github.imagesharing.internal.observers.SeveralObservers;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.Printable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hears what a service does: every operation, that is every call of a public method that asks the cloud; every call of an
 * API within it; and every attempt of such a call, also one that was never sent.
 *
 * <p>Each has one beginning and one end, on the same thread, strictly nested, whatever happens: success, refusal, no answer,
 * interruption, a service that was closed, an {@code Error}. A call is one request and all that it takes to have it answered:
 * waits for the quota and between attempts are within it, and where an answer was lost so are the reads that look what became
 * of it. Several threads may report at the same time.
 *
 * <p>Where one of several reads that are made side by side fails, the library ends the others itself, which is heard as
 * {@link CallInterruptedException} too, on their own threads and so perhaps a moment after the operation has ended.
 *
 * <p>An observer changes nothing: what it throws is logged, once, and then ignored. It is called on the threads that do the
 * work, so what takes it long takes the call as long. Give it to {@link CloudSettings.Builder#observer}.
 *
 * <p>Implementations are thread-safe.
 */
public interface CallObserver {

    /**
     * A call of an API begins; its first attempt follows at once.
     *
     * @param call the call
     * @return hears how it goes on
     */
    default Watch began(Call call) {
        return Watch.NONE;
    }

    /**
     * A public method of the service begins, after its arguments have been checked as far as that takes no request.
     *
     * @param operation the operation
     * @return hears how it ends; it hears of no attempts
     */
    default Watch began(Operation operation) {
        return Watch.NONE;
    }

    /**
     * Work of the calling thread goes to another thread, for example one image of a batch. Whoever keeps a context on the
     * thread, such as a span, gives work that has it there too.
     *
     * @param work what the other thread is to run
     * @return what it runs in its place: something that runs the work once
     */
    default Runnable carried(Runnable work) {
        return work;
    }

    /**
     * The one that hears nothing, the default.
     *
     * @return always the same
     */
    static CallObserver none() {
        return SeveralObservers.NONE;
    }

    /**
     * Writes one line a call (level INFO) and one an attempt that failed (WARN; INFO where it was interrupted) to the logger
     * {@code io.github.imagesharing.CallObserver}, as {@code key=value} pairs that a log search can use: {@code api},
     * {@code region}, {@code image}, {@code attempts} (in a line of one attempt {@code attempt}, its number), {@code sent} (how
     * many of them), {@code waited_ms}, {@code took_ms}, {@code request}, {@code error}, {@code code} and {@code message}. A
     * value with blanks is in quotes. No secret is in them.
     *
     * @return an observer without a state of its own
     */
    static CallObserver logging() {
        return new LoggingObserver();
    }

    /**
     * Several in one. They hear of beginnings in the order given and of ends in the reverse order, none is kept from hearing
     * by what another throws, and one that is among them twice hears once.
     *
     * @param observers the observers
     * @return one that tells them all
     * @throws IllegalArgumentException if one is null
     */
    static CallObserver all(CallObserver... observers) {
        return SeveralObservers.of(
                ArgumentChecks.all("observers", Arrays.asList(ArgumentChecks.given("observers", observers))));
    }

    /** Hears how one call or one operation goes on. Used by one thread. */
    interface Watch {

        /** Hears nothing. */
        Watch NONE = new Watch() {};

        /**
         * One attempt of the call is over.
         *
         * @param attempt the attempt
         */
        default void attempted(Attempt attempt) {}

        /**
         * It is over; nothing more is heard of it.
         *
         * @param ending how it ended
         */
        default void ended(Ending ending) {}
    }

    /** A call of an API. Immutable. */
    final class Call {

        private final Api api;
        private final String host;
        private final Region region;
        private final boolean isWrite;
        private final @Nullable ImageId image;

        /**
         * A call, for adapters and for tests of observers.
         *
         * @param api the API
         * @param host the host that is named in the request
         * @param region the region that is called
         * @param isWrite whether it changes something
         * @param image the image it is about, or null
         * @throws IllegalArgumentException if anything but the image is null
         */
        public Call(Api api, String host, Region region, boolean isWrite, @Nullable ImageId image) {
            this.api = ArgumentChecks.given("api", api);
            this.host = ArgumentChecks.given("host", host);
            this.region = ArgumentChecks.given("region", region);
            this.isWrite = isWrite;
            this.image = image;
        }

        /** {@return the API} */
        public Api api() {
            return api;
        }

        /** {@return the host that is named in the request, also where it goes to another endpoint} */
        public String host() {
            return host;
        }

        /** {@return the region that is called} */
        public Region region() {
            return region;
        }

        /** {@return whether it changes something} */
        public boolean isWrite() {
            return isWrite;
        }

        /** {@return the image it is about, empty where it is about none or about several} */
        public Optional<ImageId> image() {
            return Optional.ofNullable(image);
        }

        /**
         * The call for a person.
         *
         * @return product, API, region and image
         */
        @Override
        public String toString() {
            return api.service() + '.' + api.action() + " in " + region + (image == null ? "" : " of " + image);
        }
    }

    /** One attempt of a call, when it is over. Immutable. */
    final class Attempt {

        private final int number;
        private final Duration waited;
        private final Duration took;
        private final boolean wasSent;
        private final @Nullable String requestId;
        private final @Nullable ImageSharingException failure;

        /**
         * An attempt, for adapters and for tests of observers.
         *
         * @param number which of the call's attempts, from 1
         * @param waited how long it waited for the quota
         * @param took the time from its departure to its end
         * @param wasSent whether the request may have reached the service
         * @param requestId the identifier in the answer, or null
         * @param failure why it failed, or null
         * @throws IllegalArgumentException if a duration is null
         */
        public Attempt(
                int number,
                Duration waited,
                Duration took,
                boolean wasSent,
                @Nullable String requestId,
                @Nullable ImageSharingException failure) {
            this.number = number;
            this.waited = ArgumentChecks.given("waited", waited);
            this.took = ArgumentChecks.given("took", took);
            this.wasSent = wasSent;
            this.requestId = requestId;
            this.failure = failure;
        }

        /** {@return which of the call's attempts, from 1} */
        public int number() {
            return number;
        }

        /** {@return how long it waited for the quota; waits for a credential or a connection are not in it} */
        public Duration waited() {
            return waited;
        }

        /** {@return the time from its departure to its end, without any wait before; zero where it was not sent} */
        public Duration took() {
            return took;
        }

        /** {@return whether the request may have reached the service} */
        public boolean wasSent() {
            return wasSent;
        }

        /** {@return the identifier in the answer, success or refusal; empty where none came} */
        public Optional<String> requestId() {
            return Optional.ofNullable(requestId);
        }

        /** {@return why it failed; empty where it succeeded} */
        public Optional<ImageSharingException> failure() {
            return Optional.ofNullable(failure);
        }

        /**
         * The attempt for a person.
         *
         * @return number, times, identifier and failure
         */
        @Override
        public String toString() {
            return "attempt " + number + (wasSent ? " took " + took : " was not sent") + ", waited " + waited
                    + (requestId == null ? "" : " [request " + Printable.of(requestId) + "]")
                    + (failure == null ? "" : ": " + failure.getMessage());
        }
    }

    /** A call of a public method. Immutable. */
    final class Operation {

        private final String name;
        private final Region region;
        private final @Nullable Shareable target;
        private final int targets;
        private final int accounts;

        /**
         * An operation, for tests of observers.
         *
         * @param name the name of the method
         * @param region the region of the service
         * @param target what it is about if that is one image or blueprint, or null
         * @param targets how many images or blueprints it names
         * @param accounts how many accounts it names
         * @throws IllegalArgumentException if the name or the region is null
         */
        public Operation(String name, Region region, @Nullable Shareable target, int targets, int accounts) {
            this.name = ArgumentChecks.given("name", name);
            this.region = ArgumentChecks.given("region", region);
            this.target = target;
            this.targets = targets;
            this.accounts = accounts;
        }

        /** {@return the name of the method of {@link ImageSharingService}, for example {@code shareAll}} */
        public String name() {
            return name;
        }

        /** {@return the region of the service} */
        public Region region() {
            return region;
        }

        /** {@return what it is about if that is one image or one blueprint} */
        public Optional<Shareable> target() {
            return Optional.ofNullable(target);
        }

        /** {@return how many images or blueprints it names, duplicates counted once; none where it looks for them} */
        public int targets() {
            return targets;
        }

        /** {@return how many accounts it names, duplicates counted once; of plans, those that gain or lose access} */
        public int accounts() {
            return accounts;
        }

        /**
         * The operation for a person.
         *
         * @return name, region, target and numbers
         */
        @Override
        public String toString() {
            return name + " in " + region + " of " + (target == null ? targets + " targets" : target) + ", " + accounts
                    + " accounts";
        }
    }

    /** How a call or an operation ended. Immutable. */
    final class Ending {

        private final @Nullable String requestId;
        private final @Nullable Throwable failure;
        private final List<ShareReport> reports;

        /**
         * An ending, for adapters and for tests of observers.
         *
         * @param requestId the identifier in the last answer, or null
         * @param failure what it threw, or null
         * @param reports what holds for each account
         * @throws IllegalArgumentException if the reports are null or one is
         */
        public Ending(@Nullable String requestId, @Nullable Throwable failure, Collection<ShareReport> reports) {
            this.requestId = requestId;
            this.failure = failure;
            this.reports = ArgumentChecks.all("reports", reports);
        }

        /** {@return of a call: the identifier in the last answer; of an operation: that of its failure} */
        public Optional<String> requestId() {
            return Optional.ofNullable(requestId);
        }

        /**
         * What it threw. A call ends in {@link ImageSharingException} and nothing else, an {@code Error} of another library
         * is its cause; out of an operation any {@code Error} may come. A batch or a distribution throws nothing for what
         * happens to one image: see {@link #reports()}.
         *
         * @return the failure; empty where it returned
         */
        public Optional<Throwable> failure() {
            return Optional.ofNullable(failure);
        }

        /**
         * What holds for each account after an operation that changes access, also after one that failed: one that was
         * refused before it changed anything has failed for every account.
         *
         * @return one report an image or blueprint; empty for a call, and for an operation that changes nothing
         */
        public List<ShareReport> reports() {
            return reports;
        }

        /**
         * The ending for a person.
         *
         * @return identifier and failure
         */
        @Override
        public String toString() {
            return (failure == null ? "done" : "failed: " + failure.getMessage())
                    + (requestId == null ? "" : " [request " + Printable.of(requestId) + "]");
        }
    }
}
