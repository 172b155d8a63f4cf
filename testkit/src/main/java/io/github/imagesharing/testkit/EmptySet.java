package io.github.imagesharing.testkit;

/** How an empty list is written. */
public enum EmptySet {
    /** As {@code []}. */
    EMPTY_ARRAY,
    /** As {@code null}. */
    NULL,
    /** Not at all. */
    ABSENT
}
