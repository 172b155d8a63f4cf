package io.github.imagesharing.transport;

import io.github.imagesharing.spi.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way, from the caller through the SDK to the door. The SDK works on the calling thread and hands
 * nothing through, so the thread carries it.
 */
final class Exchange {

    private static final ThreadLocal<Exchange> CURRENT = new ThreadLocal<>();

    /** Says when a request that is ready may leave. */
    @FunctionalInterface
    interface Exit {
        boolean await(Duration atMost) throws InterruptedException;
    }

    private final CredentialKeys key;
    private final Deadline deadline;
    private final Exit exit;
    private final Thread thread = Thread.currentThread();
    private boolean sent;
    private boolean answered;
    private @Nullable String requestId;
    private volatile @Nullable Call call;

    Exchange(CredentialKeys key, Deadline deadline, Exit exit) {
        this.key = key;
        this.deadline = deadline;
        this.exit = exit;
    }

    /** The one of this thread. */
    static Exchange current() {
        Exchange current = CURRENT.get();
        if (current == null) {
            throw new IllegalStateException("an SDK client was used without the ApiCaller that made it");
        }
        return current;
    }

    void begin() {
        CURRENT.set(this);
    }

    void end() {
        CURRENT.remove();
    }

    CredentialKeys key() {
        return key;
    }

    /** A connection stands; from here on the request may reach the service. */
    void leave() throws IOException {
        try {
            if (!exit.await(deadline.left())) {
                throw new IOException("the local quota lets no request leave in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before it left");
        }
        sent = true;
    }

    boolean wasSent() {
        return sent;
    }

    /** A success came, whether or not the SDK can make sense of its inside. */
    void markAnswered(String requestId) {
        this.answered = true;
        this.requestId = requestId;
    }

    boolean wasAnswered() {
        return answered;
    }

    /** The identifier in the success that came, or null. */
    @Nullable
    String requestId() {
        return requestId;
    }

    boolean isOver() {
        return deadline.isOver();
    }

    void enter(Call call) {
        this.call = call;
    }

    /** Breaks off the call if its thread was interrupted or its time is up. */
    void cancelIfOver() {
        Call call = this.call;
        if (call != null && (thread.isInterrupted() || deadline.isOver())) {
            call.cancel();
        }
    }
}
