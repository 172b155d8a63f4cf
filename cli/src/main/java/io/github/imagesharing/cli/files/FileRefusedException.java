package io.github.imagesharing.cli.files;

import org.jspecify.annotations.Nullable;

/** What a file says cannot be used; the message names the file, the line where there is one, and what is wrong. */
public final class FileRefusedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public FileRefusedException(String source, @Nullable String problem) {
        super(source + ": " + problem);
    }

    public FileRefusedException(String source, long line, @Nullable String problem) {
        super(source + ", line " + line + ": " + problem);
    }
}
