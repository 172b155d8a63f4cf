package io.github.imagesharing.transport;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The error in an answer of the service.
 *
 * @param code the service's code, never blank
 * @param message the service's message, possibly empty
 * @param requestId the request's identifier, or null
 * @param serverTime the answer's {@code Date}, or null
 */
record ServiceError(
        String code,
        String message,
        @Nullable String requestId,
        @Nullable Instant serverTime) {}
