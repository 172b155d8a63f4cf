package io.github.imagesharing.cvm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** What is logged meanwhile. */
final class LogLines {

    private LogLines() {}

    static String of(Runnable meanwhile) {
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, UTF_8));
        try {
            meanwhile.run();
        } finally {
            System.setErr(err);
        }
        return printed.toString(UTF_8);
    }
}
