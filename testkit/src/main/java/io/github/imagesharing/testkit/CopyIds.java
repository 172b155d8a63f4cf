package io.github.imagesharing.testkit;

/** What a caller is told of the ids of copies. */
public enum CopyIds {
    /** They are in the answer if it asks for them. */
    IN_ANSWER,
    /** The list in the answer is empty, also if it asks for them. */
    NOT_IN_ANSWER,
    /**
     * It cannot ask for them: an old private cloud knows no parameters but {@code ImageIds} and {@code DestinationRegions},
     * any other is {@code UnknownParameter}.
     */
    UNKNOWN_PARAMETER
}
