package io.github.imagesharing.cli.console;

import io.github.imagesharing.BatchListener;
import io.github.imagesharing.BatchProgress;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DefaultProgressBarRenderer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;
import picocli.CommandLine;

/** The progress of work on many images: a bar if standard error is a terminal, or else a line every ten seconds. */
public final class Progress implements BatchListener, AutoCloseable {

    private static final Duration READ = Duration.ofMillis(100);

    private final ProgressBar bar;
    private final Lines lines;
    private volatile Optional<Duration> timeLeft = Optional.empty();

    public Progress(String task, int images, CommandLine command) {
        PrintWriter err = command.getErr();
        boolean terminal = err instanceof StandardStream stream && stream.isTerminal();
        lines = new Lines(err, images == 1);
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(images)
                .setUpdateIntervalMillis(terminal ? 100 : 10_000)
                .setConsumer(terminal ? console(command) : new DelegatingProgressBarConsumer(lines, 80))
                .setRenderer(new Renderer(style(terminal, StandardStream.isColoured(err)), state -> timeLeft))
                .build();
    }

    /** What is read by nobody while it goes on: no line twice, and of a single image only how it ended. */
    private static final class Lines implements Consumer<String> {

        private final PrintWriter err;
        private final boolean isOne;
        private String last = "";

        Lines(PrintWriter err, boolean isOne) {
            this.err = err;
            this.isOne = isOne;
        }

        @Override
        public synchronized void accept(String line) {
            if (!isOne && !line.equals(last)) {
                err.println(line);
            }
            last = line;
        }

        synchronized void end() {
            if (isOne && !last.isEmpty()) {
                err.println(last);
            }
        }
    }

    private static ProgressBarStyle style(boolean terminal, boolean coloured) {
        if (!terminal) {
            return ProgressBarStyle.ASCII;
        }
        return coloured ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.UNICODE_BLOCK;
    }

    /** Sets the width: to find it, the progress bar would open a terminal, and Ctrl-C would end the JVM at once. */
    private static ProgressBarConsumer console(CommandLine command) {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int width = command.getCommandSpec().usageMessage().autoWidth(true).width();
        return new ConsoleProgressBarConsumer(err, width - 1);
    }

    /** The progress bar writes times with the digits of the default locale; what is read by a machine has one kind. */
    private static final class Renderer extends DefaultProgressBarRenderer {

        Renderer(ProgressBarStyle style, Function<ProgressState, Optional<Duration>> timeLeft) {
            super(style, "", 1, false, new DecimalFormat(), ChronoUnit.SECONDS, true, timeLeft);
        }

        @Override
        public String render(ProgressState state, int longest) {
            return AsciiDigits.of(super.render(state, longest));
        }
    }

    @Override
    public void finished(BatchProgress progress) {
        timeLeft = Optional.of(progress.timeLeft());
        bar.setExtraMessage(progress.refused() == 0 ? "" : progress.refused() + " with refusals");
        bar.stepTo(progress.done());
    }

    /** One more image was read; from several threads. */
    public void read() {
        bar.step();
        // The rest is read as fast as the service allows.
        timeLeft = Optional.of(READ.multipliedBy(Math.max(0, bar.getMax() - bar.getCurrent())));
    }

    /** Clears the interrupt flag meanwhile, because with it the progress bar would not draw its last state. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        bar.close();
        lines.end();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
