package io.github.imagesharing.examples.console;

import io.github.imagesharing.BatchListener;
import io.github.imagesharing.BatchProgress;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The progress of a batch: a bar on a terminal, or else a line every ten seconds. */
public final class Progress implements BatchListener, AutoCloseable {

    private final ProgressBar bar;
    private volatile Optional<Duration> timeLeft = Optional.empty();

    public Progress(String task, int images, CommandLine command) {
        PrintWriter err = command.getErr();
        boolean terminal = Ansi.AUTO.enabled();
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(images)
                .setStyle(terminal ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(terminal ? 100 : 10_000)
                .setConsumer(terminal ? console(command) : new DelegatingProgressBarConsumer(err::println, 80))
                .setEtaFunction(state -> timeLeft)
                .build();
    }

    /** Sets the width: to find it, the progress bar would open a terminal, and Ctrl-C would end the JVM at once. */
    private static ProgressBarConsumer console(CommandLine command) {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int width = command.getCommandSpec().usageMessage().autoWidth(true).width();
        return new ConsoleProgressBarConsumer(err, width - 1);
    }

    @Override
    public void finished(BatchProgress progress) {
        timeLeft = Optional.of(progress.timeLeft());
        bar.setExtraMessage(progress.refused() == 0 ? "" : progress.refused() + " with refusals");
        bar.stepTo(progress.done());
    }

    /** Clears the interrupt flag meanwhile, because with it the progress bar would not draw its last state. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        bar.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
