package io.github.imagesharing.transport;

import io.github.imagesharing.spi.Printable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The answer is none: another status than 200, no JSON object with a Response, no request id. */
final class MalformedResponseException extends IOException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String code;
    private final @Nullable String requestId;

    MalformedResponseException(String what) {
        this(what, null, null);
    }

    MalformedResponseException(String what, @Nullable String code, @Nullable String requestId) {
        super(Printable.of(what));
        this.code = code;
        this.requestId = requestId;
    }

    @Nullable
    String code() {
        return code;
    }

    @Nullable
    String requestId() {
        return requestId;
    }
}
