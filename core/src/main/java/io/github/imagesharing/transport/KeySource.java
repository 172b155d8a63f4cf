package io.github.imagesharing.transport;

import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.TimeSource;
import io.github.imagesharing.transport.credentials.CredentialKeys;
import io.github.imagesharing.transport.credentials.TemporaryKeys.Issued;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Where a {@link CredentialSource} has keys from; it lets one thread ask at a time. */
@FunctionalInterface
interface KeySource {

    /** Asks for keys, other ones if possible than those that were refused. */
    CredentialKeys keys(@Nullable CredentialKeys refused, TimeSource time);

    /** Valid keys other than those that were refused, for any thread at any time; empty where asking is what tells. */
    default Optional<Issued> atHand(@Nullable CredentialKeys refused, Instant now) {
        return Optional.empty();
    }

    /** Why there are no others than those that were refused, where it was asked and has an exception for that. */
    default Optional<ImageSharingException> failure() {
        return Optional.empty();
    }

    /** What a call ends with whose time is up before the answer comes. */
    default RuntimeException tooLate(Deadline deadline, TimeoutException e) {
        return new IllegalStateException("it did not answer within the time for this call", e);
    }

    /** Gives back what it holds. */
    default void close() {}
}
