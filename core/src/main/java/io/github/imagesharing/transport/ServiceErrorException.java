package io.github.imagesharing.transport;

import io.github.imagesharing.spi.Printable;
import java.io.IOException;

/** The answer is an error of the service. An IOException, because an interceptor of OkHttp throws nothing else. */
final class ServiceErrorException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient ServiceError error;

    ServiceErrorException(ServiceError error) {
        super(Printable.of(error.code()));
        this.error = error;
    }

    ServiceError error() {
        return error;
    }
}
