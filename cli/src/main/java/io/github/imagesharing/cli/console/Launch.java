package io.github.imagesharing.cli.console;

import com.google.common.base.Throwables;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Region;
import io.github.imagesharing.spi.Printable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
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
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Starts a program, and turns its failures into a message and an exit code.
 *
 * <p>It answers an exit code that tells of the work and not of the report: output that could not be written is a failure too.
 * Shown by {@code ExitCodeTest}. And it answers an argument that the locale could not decode, which would be taken for a name
 * that nothing has. Shown by {@code ProgramLocalesTest}.
 */
public final class Launch {

    /** What the exit code of a program is that Ctrl-C ended. */
    private static final int INTERRUPTED = 130;

    private static final char REPLACEMENT = '\uFFFD';

    private Launch() {}

    /** Runs a program and ends the JVM. */
    public static void main(Callable<Integer> program, String... args) {
        // Also for those that print by themselves, such as a logger: UTF-8, whatever the locale.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        Shutdown shutdown = interruptOnShutdown();
        int exit = run(program, System.out, System.err, args);
        shutdown.ended.countDown();
        if (shutdown.begun.getCount() > 0) { // Else the signal says the exit code, which this would race with.
            System.exit(exit);
        }
    }

    /** What the program and the end of the JVM know of each other. */
    private record Shutdown(CountDownLatch begun, CountDownLatch ended) {}

    /** Runs a program on streams that stand for standard output and standard error, and gives its exit code. */
    public static int run(Callable<Integer> program, PrintStream standardOut, PrintStream standardErr, String... args) {
        StandardStream out = StandardStream.out(standardOut);
        StandardStream err = StandardStream.err(standardErr);
        for (String arg : args) {
            if (arg.indexOf(REPLACEMENT) >= 0) {
                err.println("The argument \"" + Printable.of(arg)
                        + "\" could not be decoded: the encoding of the locale is "
                        + System.getProperty("sun.jnu.encoding") + ". Set LC_ALL=C.UTF-8 and run it again.");
                return ExitCode.USAGE;
            }
        }
        Ansi help = StandardStream.isColoured(out) ? Ansi.ON : Ansi.OFF;
        int exit = commandLine(program)
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(help))
                .execute(args);
        if (out.checkError()) {
            err.println("Standard output could not be written; what is missing there is lost.");
            return ExitCode.SOFTWARE;
        }
        return err.checkError() && exit == ExitCode.OK ? ExitCode.SOFTWARE : exit;
    }

    /** The command line of a program; wrong usage, refusals and unreadable input become a message and an exit code. */
    public static CommandLine commandLine(Callable<Integer> program) {
        CommandLine command = new CommandLine(program);
        // In the order in which they are declared: sorted, they would follow the alphabet of the locale.
        command.getCommandSpec().usageMessage().sortOptions(false).sortSynopsis(false);
        return command
                // An argument that begins with @ is a text like any other, and no file to be read.
                .setExpandAtFiles(false)
                .registerConverter(Integer.class, converter(Launch::number))
                .registerConverter(int.class, converter(Launch::number))
                .registerConverter(AccountId.class, converter(AccountId::of))
                .registerConverter(ImageId.class, converter(ImageId::of))
                .registerConverter(Region.class, converter(Region::of))
                .registerConverter(Duration.class, converter(Launch::age))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, args) -> {
                    CommandLine misused = wrong.getCommandLine();
                    misused.getErr().println(Printable.of(wrong.getMessage()));
                    misused.getErr().println("See " + misused.getCommandName() + " --help");
                    return ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((thrown, failed, parsed) -> {
                    if (thrown instanceof ImageSharingException refused) {
                        new Screen(failed.getErr()).failed(refused);
                        return refused instanceof CallInterruptedException ? INTERRUPTED : ExitCode.SOFTWARE;
                    }
                    Throwable known = thrown instanceof UncheckedIOException ? thrown.getCause() : thrown;
                    if (known instanceof IOException || known instanceof IllegalArgumentException) {
                        failed.getErr().println(Printable.of(known.getMessage()));
                        return ExitCode.USAGE;
                    }
                    if (thrown instanceof InterruptedException) {
                        failed.getErr().println("Interrupted; nothing was changed.");
                        return INTERRUPTED;
                    }
                    printStackTrace(thrown, failed.getErr());
                    return ExitCode.SOFTWARE;
                });
    }

    private static void printStackTrace(Exception thrown, PrintWriter err) {
        Throwables.getStackTraceAsString(thrown)
                .replace("\t", "    ")
                .lines()
                .forEach(line -> err.println(Printable.of(line)));
    }

    /** A number in ASCII digits: a parser of Java's takes those of every script. */
    private static int number(String digits) {
        if (!digits.matches("[+-]?[0-9]{1,9}")) {
            throw new IllegalArgumentException("'" + digits + "' is not an int");
        }
        return Integer.parseInt(digits);
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
    private static Shutdown interruptOnShutdown() {
        Thread work = Thread.currentThread();
        Shutdown shutdown = new Shutdown(new CountDownLatch(1), new CountDownLatch(1));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            shutdown.begun.countDown();
            try {
                if (shutdown.ended.getCount() > 0 && !Questions.isWaiting()) {
                    work.interrupt();
                    shutdown.ended.await(10, TimeUnit.SECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        return shutdown;
    }
}
