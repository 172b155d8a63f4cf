package io.github.imagesharing.transport;

import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.CallObserver.Call;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota.Permit;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.transport.credentials.CredentialKeys;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * Makes every call to the cloud, whatever the product: permit of the quota, credential, signature, translation of what went
 * wrong. Nothing but {@link ImageSharingException} comes out of it. Reads are made again here; a request that changes
 * something is sent once, because only who can look at its effect may send it again.
 *
 * <p>Thread-safe; one for each connected adapter.
 */
public final class ApiCaller implements AutoCloseable {

    private final CloudSettings settings;
    private final ErrorTable errors;
    private final CredentialSource credential;
    private final HttpTransport transport;
    private final boolean isView;
    private final SharedReads reads = new SharedReads();

    private ApiCaller(
            CloudSettings settings,
            ErrorTable errors,
            CredentialSource credential,
            HttpTransport transport,
            boolean isView) {
        this.settings = settings;
        this.errors = errors;
        this.credential = credential;
        this.transport = transport;
        this.isView = isView;
    }

    /**
     * Makes the HTTP client; sends nothing.
     *
     * @param settings how to call
     * @param errors the adapter's codes
     * @return a caller, to be closed
     * @throws IllegalStateException if the class path has a jar in a version that does not do
     */
    public static ApiCaller open(CloudSettings settings, ErrorTable errors) {
        if (settings == null) {
            throw new IllegalArgumentException(
                    "settings null: give some, like CloudSettings.builder().region(...).build()");
        }
        Requirements.check();
        return open(settings, errors, Dns.SYSTEM);
    }

    /** Looks names up as a test likes. */
    static ApiCaller open(CloudSettings settings, ErrorTable errors, Dns names) {
        return open(settings, errors, CredentialSource.of(settings), names);
    }

    /** Signs as a test likes. */
    static ApiCaller open(CloudSettings settings, ErrorTable errors, CredentialSource credential) {
        return open(settings, errors, credential, Dns.SYSTEM);
    }

    /** With a role, the credential signs only what asks for the role's keys. */
    private static ApiCaller open(CloudSettings settings, ErrorTable errors, CredentialSource base, Dns names) {
        HttpTransport transport = new HttpTransport(settings, names);
        CredentialSource signing = settings.role()
                .map(role -> CredentialSource.of(
                        new RoleKeys(role, new ApiCaller(settings, RoleKeys.ERRORS, base, transport, false)),
                        settings.observer()))
                .orElse(base);
        return new ApiCaller(settings, errors, signing, transport, false);
    }

    /**
     * The same caller in another region: credential, quota and connections are shared, what is asked together is not.
     *
     * @param region the region
     * @return a view, which ends with this caller; closing it closes nothing
     */
    public ApiCaller in(Region region) {
        return new ApiCaller(settings.toBuilder().region(region).build(), errors, credential, transport, true);
    }

    /**
     * The settings it was opened with.
     *
     * @return the settings
     */
    public CloudSettings settings() {
        return settings;
    }

    /**
     * Makes a client for a product.
     *
     * @param service the product as its host names it, for example {@code cvm}
     * @param version the version of its API
     * @return a client that goes through this caller's HTTP transport
     */
    public ProductClient client(String service, String version) {
        return new ProductClient(transport, settings, settings.host(service), version);
    }

    /**
     * Makes a call that changes nothing, and makes it again while that may help.
     *
     * @param <T> the answer
     * @param api the API
     * @param imageId the image it is about, or null
     * @param deadline when to give up
     * @param call the call
     * @return the answer
     * @throws ImageSharingException the last failure
     */
    public <T> T read(Api api, @Nullable ImageId imageId, Deadline deadline, ApiCall<T> call) {
        return read(api, imageId, deadline, call, () -> {});
    }

    /**
     * The same, asked once for all threads that ask it at the same time: who asks before the request of another has left
     * waits for that answer.
     *
     * @param <T> the answer
     * @param api the API
     * @param about what the request says, with an {@code equals} of its own: what differs in it is asked apart
     * @param imageId the image it is about, or null
     * @param deadline when to give up
     * @param call the call; what it gives goes to all who asked, so it must not be changed
     * @return the answer
     * @throws ImageSharingException the last failure
     */
    public <T> T readTogether(Api api, Object about, @Nullable ImageId imageId, Deadline deadline, ApiCall<T> call) {
        return together(api, about, imageId, deadline, whenSent -> read(api, imageId, deadline, call, whenSent));
    }

    /**
     * The same for what never changes, so that it is no matter when it was asked: who asks before the answer of another has
     * come waits for it.
     *
     * @param <T> the answer
     * @param api the API
     * @param about what the request says, with an {@code equals} of its own: what differs in it is asked apart
     * @param deadline when to give up
     * @param call the call; what it gives goes to all who asked, so it must not be changed
     * @return the answer
     * @throws ImageSharingException the last failure
     */
    public <T> T readUnchanging(Api api, Object about, Deadline deadline, ApiCall<T> call) {
        return together(api, about, null, deadline, whenSent -> read(api, null, deadline, call));
    }

    private <T> T together(
            Api api, Object about, @Nullable ImageId imageId, Deadline deadline, Function<Runnable, T> read) {
        try {
            return reads.read(new SharedReads.Question(api, about), deadline, read);
        } catch (InterruptedException e) {
            throw failures(api, imageId).interrupted(e);
        }
    }

    private <T> T read(Api api, @Nullable ImageId imageId, Deadline deadline, ApiCall<T> call, Runnable whenSent) {
        FailureTranslator failures = failures(api, imageId);
        return new RetryLoop(settings.retry(), deadline, imageId)
                .run(ImageSharingException::isRetryable, () -> attempt(failures, false, deadline, call, whenSent));
    }

    /**
     * Makes a call that changes something: one request, sent at most once.
     *
     * @param <T> the answer
     * @param api the API
     * @param imageId the image it is about, or null
     * @param deadline when to give up
     * @param call the call
     * @return the answer
     * @throws ImageSharingException the failure; where it only says that the time is up, and another used the time up
     *     before, that one is its cause
     */
    public <T> T send(Api api, @Nullable ImageId imageId, Deadline deadline, ApiCall<T> call) {
        return attempt(failures(api, imageId), true, deadline, call, () -> {});
    }

    /** Makes a call that changes nothing: one request, sent at most once. */
    <T> T readOnce(Api api, Deadline deadline, ApiCall<T> call) {
        return attempt(failures(api, null), false, deadline, call, () -> {});
    }

    private FailureTranslator failures(Api api, @Nullable ImageId imageId) {
        return new FailureTranslator(
                errors, api, settings.host(api.service()), settings.endpoint().orElse(null), imageId);
    }

    private <T> T attempt(
            FailureTranslator failures, boolean isWrite, Deadline deadline, ApiCall<T> call, Runnable whenSent) {
        Call observed = new Call(failures.api(), failures.host(), settings.region(), isWrite, failures.imageId());
        AttemptTimes times = new AttemptTimes(deadline.time());
        return ObservedCall.attempt(
                settings.observer(), observed, times, () -> attempt(failures, deadline, call, whenSent, times));
    }

    private <T> T attempt(
            FailureTranslator failures, Deadline deadline, ApiCall<T> call, Runnable whenSent, AttemptTimes times) {
        requireToBeginNow(failures, deadline);
        // Before the permit: a role is assumed with a permit of its own, and a quota may have only one.
        CredentialKeys keys = keys(failures, deadline);
        Permit permit = awaitPermit(failures, deadline, times);
        try {
            return once(failures, deadline, keys, permit, call, whenSent, times);
        } catch (ImageSharingException failure) {
            throw remembered(failure, deadline);
        } finally {
            Exchange.tell(permit::close);
        }
    }

    /** It is the reason, should the time of the call end before another attempt. */
    private static ImageSharingException remembered(ImageSharingException failure, Deadline deadline) {
        if (failure.isRetryable() && !deadline.isOver()) {
            deadline.failed(failure);
        }
        return failure;
    }

    private <T> T once(
            FailureTranslator failures,
            Deadline deadline,
            CredentialKeys keys,
            Permit permit,
            ApiCall<T> call,
            Runnable whenSent,
            AttemptTimes times) {
        Exchange exchange = new Exchange(credential, keys, limit(deadline), permit, whenSent, times);
        exchange.begin();
        try {
            T answer = call.send();
            times.over(exchange.requestId());
            return answer;
        } catch (Throwable thrown) { // Also an Error: whether the request was sent is known only here.
            times.over(exchange.requestId());
            ImageSharingException failure = failures.translate(thrown, exchange);
            if (failure instanceof ThrottledException && exchange.wasSent()) {
                exchange.throttled();
            }
            throw isAboutKeys(failure) ? refused(exchange.keys(), failures, failure, deadline) : failure;
        } finally {
            exchange.end();
        }
    }

    /** The same request may succeed where there are other keys now; where they could not be had, that is what to mend. */
    private ImageSharingException refused(
            CredentialKeys keys, FailureTranslator failures, ImageSharingException failure, Deadline deadline) {
        return credential.hasOthersThan(keys, deadline)
                ? failures.withOtherKeys(failure)
                : credential.whyNoOthers().map(failures::withoutKeys).orElse(failure);
    }

    /** Whether the service refused the keys. A role that does not exist is told by the same exception. */
    private static boolean isAboutKeys(ImageSharingException failure) {
        String code = failure.errorCode().orElse("");
        return failure instanceof AuthenticationException
                && failure.detectedBy() == DetectedBy.SERVICE
                && !failure.isRetryable()
                && (code.startsWith("AuthFailure") || code.startsWith("UnauthorizedOperation."));
    }

    /** Where the call time-out ends a request before the deadline, the time of the call is not up. */
    private Deadline limit(Deadline deadline) {
        boolean deadlineIsFirst = deadline.left().compareTo(settings.callTimeout()) <= 0;
        return deadlineIsFirst
                ? deadline.ofRequest(settings.callTimeout())
                : Deadline.in(settings.callTimeout(), deadline.time());
    }

    private void requireToBeginNow(FailureTranslator failures, Deadline deadline) {
        if (Thread.currentThread().isInterrupted()) {
            throw failures.interrupted(null);
        }
        if (transport.isClosed()) {
            throw failures.closed();
        }
        if (deadline.isOver()) {
            throw failures.timeIsUp(deadline);
        }
    }

    private Permit awaitPermit(FailureTranslator failures, Deadline deadline, AttemptTimes times) {
        try {
            Permit permit = deadline.excusing(() -> times.waiting(() -> permit(failures, deadline)))
                    .orElseThrow(() -> failures.noPermit(deadline));
            if (deadline.isOver()) {
                Exchange.tell(permit::close);
                throw failures.timeIsUp(deadline);
            }
            return permit;
        } catch (InterruptedException e) {
            throw failures.interrupted(e);
        }
    }

    /** The quota may be the user's own, on an engine that can fail. */
    private Optional<Permit> permit(FailureTranslator failures, Deadline deadline) throws InterruptedException {
        try {
            return Objects.requireNonNull(
                    settings.quota().await(failures.api(), failures.host(), deadline.maxWait()),
                    "nothing at all in place of an Optional");
        } catch (ImageSharingException | InterruptedException e) {
            throw e;
        } catch (Throwable thrown) { // A checked exception in disguise is one of them.
            throw failures.quotaFailed(thrown);
        }
    }

    private CredentialKeys keys(FailureTranslator failures, Deadline deadline) {
        try {
            return credential.keys(deadline);
        } catch (InterruptedException e) {
            throw failures.interrupted(e);
        } catch (Throwable thrown) { // The credential may be the user's own.
            if (Thread.currentThread().isInterrupted()) {
                throw failures.interrupted(thrown);
            }
            if (transport.isClosed()) {
                throw failures.closed();
            }
            ImageSharingException failure = thrown instanceof ImageSharingException known
                    ? failures.withoutKeys(known)
                    : failures.noCredential(thrown);
            throw remembered(failure, deadline);
        }
    }

    /** Gives the connections back; calls under way end. */
    @Override
    public void close() {
        if (!isView) {
            transport.close();
            credential.close();
        }
    }
}
