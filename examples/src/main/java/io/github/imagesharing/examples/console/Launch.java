package io.github.imagesharing.examples.console;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Region;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Starts a program, and turns its failures into a message and an exit code. */
public final class Launch {

    private Launch() {}

    /** Runs a program and ends the JVM. */
    public static void main(Callable<Integer> program, String... args) {
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
        CountDownLatch ended = interruptOnShutdown();
        int exit = commandLine(program).setOut(out).execute(args);
        ended.countDown();
        System.exit(exit);
    }

    /** The command line of a program; wrong usage, refusals and unreadable input become a message and an exit code. */
    public static CommandLine commandLine(Callable<Integer> program) {
        return new CommandLine(program)
                .registerConverter(AccountId.class, converter(AccountId::of))
                .registerConverter(ImageId.class, converter(ImageId::of))
                .registerConverter(Region.class, converter(Region::of))
                .registerConverter(Duration.class, converter(Launch::age))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, args) -> {
                    CommandLine command = wrong.getCommandLine();
                    command.getErr().println(wrong.getMessage());
                    command.getErr().println("See " + command.getCommandName() + " --help");
                    return ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((thrown, command, parsed) -> {
                    if (thrown instanceof ImageSharingException refused) {
                        new Screen(command.getErr()).failed(refused);
                        return ExitCode.SOFTWARE;
                    }
                    Throwable known = thrown instanceof UncheckedIOException ? thrown.getCause() : thrown;
                    if (known instanceof IOException || known instanceof IllegalArgumentException) {
                        command.getErr().println(known.getMessage());
                        return ExitCode.USAGE;
                    }
                    if (thrown instanceof InterruptedException) {
                        command.getErr().println("Interrupted; nothing was changed.");
                        return ExitCode.SOFTWARE;
                    }
                    throw thrown;
                });
    }

    private static Duration age(String days) {
        if (!days.matches("[1-9][0-9]{0,4}d")) {
            throw new IllegalArgumentException("\"" + days + "\": a number of days, like 90d");
        }
        return Duration.ofDays(Long.parseLong(days.substring(0, days.length() - 1)));
    }

    private static <T> ITypeConverter<T> converter(Function<String, T> of) {
        return value -> {
            try {
                return of.apply(value.strip());
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }

    /** On Ctrl-C the program is interrupted and gets ten seconds to print what it has done. */
    private static CountDownLatch interruptOnShutdown() {
        Thread work = Thread.currentThread();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                if (ended.getCount() > 0) {
                    work.interrupt();
                    ended.await(10, TimeUnit.SECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        return ended;
    }
}
