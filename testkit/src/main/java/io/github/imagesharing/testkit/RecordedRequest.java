package io.github.imagesharing.testkit;

import java.time.Instant;

/**
 * A request as the fake saw it. Immutable.
 *
 * @param service the product it went to, for example {@code cvm}; empty if it was refused before that was clear
 * @param action the action it named; empty if none
 * @param host the Host header
 * @param region the region it named; empty if none
 * @param body its parameters as JSON text
 * @param client what the client said of itself; empty if nothing
 * @param secretId the secret id it was signed with; empty if it was not
 * @param arrival when it arrived, by the clock of this machine
 * @param arrivalNanos the same by {@link System#nanoTime()}, for intervals
 * @param errorCode the code it was refused with; empty if it was not, or was not answered by the service
 * @param requestId the request id it was told; empty if none
 */
public record RecordedRequest(
        String service,
        String action,
        String host,
        String region,
        String body,
        String client,
        String secretId,
        Instant arrival,
        long arrivalNanos,
        String errorCode,
        String requestId) {}
