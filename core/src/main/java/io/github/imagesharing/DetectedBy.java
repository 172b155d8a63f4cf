package io.github.imagesharing;

/** Who found that a call cannot succeed. */
public enum DetectedBy {
    /** A check before the call; nothing was sent that changes anything. */
    PRECONDITION,
    /** The service, in its answer. */
    SERVICE,
    /** This library, because no usable answer came or the call was broken off. */
    CLIENT
}
