package io.github.imagesharing.transport;

import java.io.IOException;

/** The answer is an error of the service. An IOException, because that is what may leave the door through the SDK. */
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
