package io.github.imagesharing.testkit;

/** What a request for several accounts changes when the service refuses it because of one of them. */
public enum RefusalEffect {
    /** Nothing. */
    NONE,
    /** The accounts named before the refused one. */
    BEFORE,
    /** All accounts but the refused ones. */
    ALL_OTHERS
}
