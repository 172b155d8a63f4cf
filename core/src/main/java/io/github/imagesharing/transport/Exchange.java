package io.github.imagesharing.transport;

import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.RequestQuota.Permit;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.TimeSource;
import io.github.imagesharing.transport.credentials.CredentialKeys;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its response, from the caller to the HTTP transport. OkHttp works on the calling thread, so the exchange
 * is bound to the thread.
 *
 * <p>It answers a lost response: whether the request may have reached the service is recorded here, at the moment of
 * sending ({@link #send}), so that a failure before it is certainly without effect and one after it is in doubt. Shown by
 * {@code CutConnectionsTest} and {@code SendPermitTest}.
 *
 * <p>The quota hears through the permit when the request has been written, because the service counts arrivals, and not
 * when it began to get ready.
 */
final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(RequestQuota.class);

    private static final ThreadLocal<Exchange> CURRENT = new ThreadLocal<>();

    private final CredentialSource credential;
    private final Deadline deadline;
    private final Permit permit;
    private final Runnable whenSent;
    private final AttemptTimes times;
    private final Thread thread = Thread.currentThread();
    private CredentialKeys keys;
    private boolean hadNoPermit;
    private @Nullable Throwable quotaFailure;
    private boolean isHeardOf;
    private boolean answered;
    private @Nullable String requestId;
    private volatile @Nullable Call call;

    /** Begins with keys that were had before anything is connected, so that a credential that fails costs no connection. */
    Exchange(
            CredentialSource credential,
            CredentialKeys keys,
            Deadline deadline,
            Permit permit,
            Runnable whenSent,
            AttemptTimes times) {
        this.credential = credential;
        this.keys = keys;
        this.deadline = deadline;
        this.permit = permit;
        this.whenSent = whenSent;
        this.times = times;
    }

    /** The one of this thread. */
    static Exchange current() {
        Exchange current = CURRENT.get();
        if (current == null) {
            throw new IllegalStateException("a client was used without the ApiCaller that made it");
        }
        return current;
    }

    void begin() {
        CURRENT.set(this);
    }

    /** Ends it; the permit is told that the request may have been written where that is in doubt. */
    void end() {
        CURRENT.remove();
        if (wasSent()) {
            written();
        }
    }

    /** Those that sign the request. */
    CredentialKeys keys() {
        return keys;
    }

    /** Waits for the permit and asks for the newest keys. From here on the request may reach the service. */
    void send() throws IOException {
        try {
            if (!times.waiting(() -> permit.awaitSend(deadline.left()))) {
                hadNoPermit = true;
                throw new IOException("the quota has no permit to send within the time for this call");
            }
            keys = credential.newest(keys, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before it was sent");
        } catch (IOException e) {
            throw e;
        } catch (Throwable thrown) { // The quota may be the user's own, and an Error must not pass through the HTTP
            // client.
            quotaFailure = thrown;
            throw new IOException("the quota failed: " + thrown, thrown);
        }
        times.sent();
        whenSent.run();
    }

    /** The request has been written. */
    void written() {
        if (!isHeardOf) {
            isHeardOf = true;
            tell(permit::sent);
        }
    }

    /** The service refused the request as one too many. */
    void throttled() {
        tell(permit::throttled);
    }

    /** A quota of the user's own may fail here too, which must not hide what became of the request. */
    static void tell(Runnable news) {
        try {
            news.run();
        } catch (Throwable thrown) {
            LOG.warn("the quota failed when it heard of a request", thrown);
        }
    }

    /** What used the time up, where the quota had no permit to send within the rest of it. */
    Optional<ImageSharingException> reasonForNoPermit() {
        return hadNoPermit ? deadline.lastFailure() : Optional.empty();
    }

    /** What the quota threw when it was asked whether the request may be sent. */
    Optional<Throwable> quotaFailure() {
        return Optional.ofNullable(quotaFailure);
    }

    boolean wasSent() {
        return times.wasSent();
    }

    /** A success came, whether or not its inside makes sense. */
    void markAnswered(String requestId) {
        this.answered = true;
        this.requestId = requestId;
    }

    boolean wasAnswered() {
        return answered;
    }

    /** Where the HTTP client is told to end the call when a success has just come, it keeps that to itself. */
    boolean wasCancelled() {
        Call call = this.call;
        return call != null && call.isCanceled();
    }

    /** The identifier in the success that came, or null. */
    @Nullable
    String requestId() {
        return requestId;
    }

    /** The time left for the answer. */
    Duration left() {
        return deadline.left();
    }

    boolean isOver() {
        return deadline.isOver();
    }

    TimeSource time() {
        return deadline.time();
    }

    void enter(Call call) {
        this.call = call;
    }

    /** Cancels the call if its thread was interrupted or its time is up. */
    void cancelIfOver() {
        Call call = this.call;
        if (call != null && (thread.isInterrupted() || deadline.isOver())) {
            call.cancel();
        }
    }
}
