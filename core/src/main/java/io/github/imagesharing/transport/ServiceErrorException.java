package io.github.imagesharing.transport;

import java.io.IOException;

/** The answer is an error of the service. An IOException, because the SDK lets nothing else through from the HTTP client. */
final class ServiceErrorException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient ServiceError error;

    ServiceErrorException(ServiceError error) {
        super(error.code());
        this.error = error;
    }

    ServiceError error() {
        return error;
    }
}
