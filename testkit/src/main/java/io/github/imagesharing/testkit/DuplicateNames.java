package io.github.imagesharing.testkit;

/** What happens to a copy in a region that has an image of its name, which the documentation leaves open. */
public enum DuplicateNames {
    /** The request is refused: {@code InvalidImageName.Duplicate}. */
    REFUSED,
    /** A twin is made. */
    MADE,
    /** The request succeeds, and the copy ends {@code CREATEFAILED}. */
    FAIL_LATER
}
