package io.github.imagesharing.transport.credentials;

import org.jspecify.annotations.Nullable;

/** A credential is configured and cannot be had at this moment. The message holds no key. */
public final class CredentialUnavailableException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    CredentialUnavailableException(String what, @Nullable Throwable cause) {
        super("credential: " + what, cause);
    }
}
