package io.github.imagesharing.testkit;

/**
 * What a request for several accounts, or for copies in several regions, changes when the service refuses it because of
 * one of them.
 */
public enum RefusalEffect {
    /** Nothing. */
    NONE,
    /** The accounts, or the regions, named before the refused one. */
    BEFORE,
    /** All but the refused ones. */
    ALL_OTHERS
}
