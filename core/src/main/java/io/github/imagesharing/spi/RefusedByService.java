package io.github.imagesharing.spi;

import java.io.IOException;

/** The answer is an error of the service. An IOException, because that is what may leave the door through the SDK. */
final class RefusedByService extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient ServiceError error;

    RefusedByService(ServiceError error) {
        super(error.code());
        this.error = error;
    }

    ServiceError error() {
        return error;
    }
}
