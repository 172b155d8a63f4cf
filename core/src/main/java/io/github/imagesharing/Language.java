package io.github.imagesharing;

/** The language in which the service writes its messages. */
public enum Language {
    /** English. */
    ENGLISH("en-US"),
    /** Simplified Chinese. */
    CHINESE("zh-CN");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /**
     * The value of the {@code X-TC-Language} header.
     *
     * @return a language tag such as {@code en-US}
     */
    public String tag() {
        return tag;
    }
}
