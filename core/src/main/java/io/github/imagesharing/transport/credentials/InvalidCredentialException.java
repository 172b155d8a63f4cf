package io.github.imagesharing.transport.credentials;

/** A credential's id, key or token cannot be sent as it is. The message never holds any of it. */
public final class InvalidCredentialException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidCredentialException(String what) {
        super("credential: " + what);
    }
}
