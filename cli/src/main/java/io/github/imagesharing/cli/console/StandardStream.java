package io.github.imagesharing.cli.console;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Standard output or standard error as a writer of UTF-8, whatever the locale, that knows what may be drawn on it and whether
 * all of it could be written.
 *
 * <p>It answers a report that is lost without a word: a print stream swallows the failure of a full disk or a closed pipe, and
 * a writer on top of it does not ask. Shown by {@code ExitCodeTest}.
 *
 * <p>Thread-safe, as a {@link PrintWriter} is.
 */
final class StandardStream extends PrintWriter {

    private final PrintStream target;
    private final boolean terminal;
    private final boolean coloured;

    private StandardStream(PrintStream target, int stream) {
        super(new OutputStreamWriter(target, StandardCharsets.UTF_8), true);
        this.target = target;
        this.terminal = Terminal.is(stream);
        this.coloured = Terminal.coloured(terminal, System::getenv);
    }

    static StandardStream out(PrintStream target) {
        return new StandardStream(target, Terminal.OUT);
    }

    static StandardStream err(PrintStream target) {
        return new StandardStream(target, Terminal.ERR);
    }

    /** Whether lines can be drawn again on it. */
    boolean isTerminal() {
        return terminal && !"dumb".equals(System.getenv("TERM"));
    }

    /** Whether colours may be written; never to a writer that is not one of the process's streams. */
    static boolean isColoured(PrintWriter out) {
        return out instanceof StandardStream stream && stream.coloured;
    }

    /** Whether anything could not be written, by this writer or by the stream beneath. */
    @Override
    public boolean checkError() {
        boolean failedHere = super.checkError();
        return target.checkError() || failedHere;
    }
}
