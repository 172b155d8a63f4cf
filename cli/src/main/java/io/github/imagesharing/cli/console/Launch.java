package io.github.imagesharing.cli.console;

import com.google.common.base.Throwables;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.AssumedRole;
import io.github.imagesharing.BlueprintId;
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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Starts a program, and turns its failures into a message and an exit code.
 *
 * <p>It answers an exit code that tells of the work and not of the report: output that could not be written is a failure too.
 * Shown by {@code ExitCodeTest}. And it answers an argument that the locale could not decode, which would be taken for a name
 * that nothing has. Shown by {@code ProgramLocalesTest}.
 */
public final class Launch {

    private static final char REPLACEMENT = '\uFFFD';

    private Launch() {}

    /** Runs a program of one command and ends the JVM. */
    public static void main(Callable<Integer> program, String... args) {
        main(surroundings -> new CommandLine(program), args);
    }

    /** Runs a program and ends the JVM. */
    public static void main(Function<Surroundings, CommandLine> program, String... args) {
        // Also for those that print by themselves, such as a logger: UTF-8, whatever the locale.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        if (isGiven("-v", args) || isGiven("--verbose", args)) { // The logger reads it once, at its first use.
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
        }
        Shutdown shutdown = interruptOnShutdown();
        int exit = run(program, Surroundings.ofProcess(), System.out, System.err, args);
        shutdown.ended.countDown();
        if (shutdown.begun.getCount() > 0) { // Else the signal says the exit code, which this would race with.
            System.exit(exit);
        }
    }

    /** What the program and the end of the JVM know of each other. */
    private record Shutdown(CountDownLatch begun, CountDownLatch ended) {}

    /** Runs a program on streams that stand for standard output and standard error, and gives its exit code. */
    public static int run(
            Function<Surroundings, CommandLine> program,
            Surroundings surroundings,
            PrintStream standardOut,
            PrintStream standardErr,
            String... args) {
        StandardStream out = StandardStream.out(standardOut);
        StandardStream err = StandardStream.err(standardErr);
        for (String arg : args) {
            if (arg.indexOf(REPLACEMENT) >= 0) {
                err.println("The argument \"" + Printable.of(arg)
                        + "\" could not be decoded: the encoding of the locale is "
                        + System.getProperty("sun.jnu.encoding") + ". Set LC_ALL=C.UTF-8 and run it again.");
                return Exit.USAGE;
            }
        }
        int exit = run(program.apply(surroundings), surroundings, out, err, args);
        if (out.checkError()) {
            err.println("Standard output could not be written; what is missing there is lost.");
            return Exit.FAILED;
        }
        return err.checkError() && exit == Exit.DONE ? Exit.FAILED : exit;
    }

    /**
     * Runs a program; wrong usage, refusals and unreadable input become a message and an exit code.
     *
     * @param program its commands, which this configures
     */
    public static int run(
            CommandLine program, Surroundings surroundings, PrintWriter out, PrintWriter err, String... args) {
        boolean explains = Stream.of("-h", "--help", "-V", "--version").anyMatch(option -> isGiven(option, args));
        Defaults defaults = null;
        try {
            // What explains the program is there also for who wrote a wrong file.
            defaults = explains ? null : Defaults.read(surroundings, program);
        } catch (IOException | IllegalArgumentException e) {
            err.println(Printable.of(e.getMessage()));
            return Exit.USAGE;
        }
        configure(program, defaults)
                .setOut(out)
                .setErr(err)
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(StandardStream.isColoured(out) ? Ansi.ON : Ansi.OFF));
        if (out instanceof StandardStream stream && stream.isTerminal()) {
            program.setUsageHelpAutoWidth(true);
        }
        return program.execute(args);
    }

    private static boolean isGiven(String option, String... args) {
        return Arrays.asList(args).contains(option);
    }

    private static CommandLine configure(CommandLine program, @Nullable Defaults defaults) {
        inOrder(program);
        if (defaults != null) {
            program.setDefaultValueProvider(defaults);
        }
        return program
                // An argument that begins with @ is a text like any other, and no file to be read.
                .setExpandAtFiles(false)
                .registerConverter(Integer.class, converter(Values::number))
                .registerConverter(int.class, converter(Values::number))
                .registerConverter(AccountId.class, converter(AccountId::of))
                .registerConverter(ImageId.class, converter(ImageId::of))
                .registerConverter(BlueprintId.class, converter(BlueprintId::of))
                .registerConverter(Region.class, converter(Region::of))
                .registerConverter(AssumedRole.class, converter(AssumedRole::of))
                .registerConverter(Duration.class, converter(Values::duration))
                .registerConverter(URI.class, converter(Values::address))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, args) -> misused(wrong, defaults, args))
                .setExecutionExceptionHandler((thrown, failed, parsed) -> failed(thrown, failed));
    }

    /**
     * Options in the order in which they are declared: sorted, they would follow the alphabet of the locale. They follow the
     * usage line, which would name some of them twice and fill the screen.
     */
    private static void inOrder(CommandLine command) {
        command.getCommandSpec().usageMessage().sortOptions(false).abbreviateSynopsis(true);
        command.getSubcommands().values().forEach(Launch::inOrder);
    }

    private static int misused(ParameterException wrong, @Nullable Defaults defaults, String... args) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(Printable.of(source(wrong, defaults, args) + message(wrong)));
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
        return Exit.USAGE;
    }

    /** Where a value comes from that no option gave. */
    private static String source(ParameterException wrong, @Nullable Defaults defaults, String... args) {
        if (defaults == null || !(wrong.getArgSpec() instanceof OptionSpec option)) {
            return "";
        }
        boolean given = Arrays.stream(option.names())
                .anyMatch(name -> Arrays.stream(args)
                        .anyMatch(arg -> arg.equals(name) || arg.startsWith(name.length() == 2 ? name : name + "=")));
        String source = given ? null : defaults.source(option);
        return source == null ? "" : source + ": ";
    }

    /** Of what is no option, its name alone: who gives a key of the cloud as an option must not see it in a log. */
    private static String message(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
            String name = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
            String keys = name.matches("(?is).*(secret|key|token|password).*")
                    ? ". Keys of the cloud are never options: they are read from the environment or its credentials file"
                    : "";
            return "Unknown option: '" + name + "'" + keys;
        }
        // What picocli says of an option it calls one itself.
        return String.valueOf(wrong.getMessage()).replace("option option ", "option ");
    }

    private static int failed(Exception thrown, CommandLine command) {
        PrintWriter err = command.getErr();
        if (thrown instanceof ImageSharingException refused) {
            new Screen(err).failed(refused);
            return Exit.of(refused);
        }
        Throwable known = thrown instanceof UncheckedIOException ? thrown.getCause() : thrown;
        if (known instanceof IOException || known instanceof IllegalArgumentException) {
            err.println(Printable.of(known.getMessage()));
            return Exit.USAGE;
        }
        if (thrown instanceof InterruptedException) {
            err.println("Interrupted; nothing was changed.");
            return Exit.INTERRUPTED;
        }
        printStackTrace(thrown, err);
        return Exit.FAILED;
    }

    private static void printStackTrace(Exception thrown, PrintWriter err) {
        Throwables.getStackTraceAsString(thrown)
                .replace("\t", "    ")
                .lines()
                .forEach(line -> err.println(Printable.of(line)));
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
