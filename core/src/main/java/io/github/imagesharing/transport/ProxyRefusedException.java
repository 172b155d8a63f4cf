package io.github.imagesharing.transport;

import java.io.IOException;

/** A proxy on the way wants to know who asks, and does not accept what it was told. The request went no further. */
final class ProxyRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    ProxyRefusedException(String what) {
        super(what);
    }
}
