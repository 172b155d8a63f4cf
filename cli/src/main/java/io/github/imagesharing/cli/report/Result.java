package io.github.imagesharing.cli.report;

import io.github.imagesharing.cli.console.Screen;

/** What a command has to say, in each of its forms. */
public interface Result {

    /** Prints it for a person. */
    void text(Screen out);

    /** {@return one JSON value} */
    String json();

    /** {@return a header and its rows, each ended by CR and LF} */
    String csv();
}
