package io.github.imagesharing.cli.console;

import com.google.common.base.Strings;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.function.UnaryOperator;

/**
 * Whether a stream of this process is a terminal, and whether it shows colours; each stream is asked for itself.
 *
 * <p>It answers a progress bar in a file and none on the terminal: Java's console tells of standard input and standard output
 * together, from Java 22 of none of them, and a switch for colours says nothing about a stream. The shell's {@code test} is
 * asked, which any POSIX system has; where there is none, no stream counts as a terminal. Shown by {@code TerminalTest}.
 *
 * <p>Stateless.
 */
final class Terminal {

    static final int IN = 0;
    static final int OUT = 1;
    static final int ERR = 2;

    private Terminal() {}

    static boolean is(int stream) {
        try {
            return new ProcessBuilder("test", "-t", String.valueOf(stream))
                            .redirectInput(Redirect.INHERIT)
                            .redirectOutput(Redirect.INHERIT)
                            .redirectError(Redirect.INHERIT)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The rules of no-color.org and bixense.com/clicolors, the first that says something. */
    static boolean coloured(boolean terminal, UnaryOperator<String> environment) {
        if (!Strings.isNullOrEmpty(environment.apply("NO_COLOR"))) {
            return false;
        }
        String force = environment.apply("CLICOLOR_FORCE");
        if (!Strings.isNullOrEmpty(force) && !force.equals("0")) {
            return true;
        }
        return terminal && !"0".equals(environment.apply("CLICOLOR")) && !"dumb".equals(environment.apply("TERM"));
    }
}
