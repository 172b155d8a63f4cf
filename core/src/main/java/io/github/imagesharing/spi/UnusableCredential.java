package io.github.imagesharing.spi;

/** A credential's id, key or token cannot be sent as it is. The message never holds any of it. */
final class UnusableCredential extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnusableCredential(String what) {
        super("credential: " + what);
    }
}
