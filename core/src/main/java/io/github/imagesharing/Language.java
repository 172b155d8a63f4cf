package io.github.imagesharing;

/** The language in which the service writes its messages. */
public enum Language {
    /** English. */
    ENGLISH,
    /** Simplified Chinese. */
    CHINESE
}
