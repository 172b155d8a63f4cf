package io.github.imagesharing.cli.options;

import io.github.imagesharing.cli.console.Screen;
import io.github.imagesharing.cli.report.Result;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** In which form the result is printed. The result alone goes to standard output; what else is said, to standard error. */
public final class OutputOptions {

    /** The forms of a result. */
    public enum Format {
        TEXT,
        JSON,
        CSV;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Says the forms as the help does. */
    private static final class InSmallLetters implements ITypeConverter<Format> {

        @Override
        public Format convert(String text) {
            return Stream.of(Format.values())
                    .filter(format -> format.toString().equalsIgnoreCase(text.strip()))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("\"" + text + "\": one of text, json, csv"));
        }
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            converter = InSmallLetters.class,
            description = "the form of the result: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private Format format = Format.TEXT;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    public CommandLine command() {
        return Objects.requireNonNull(command).commandLine();
    }

    /** Whether the result is for a person. */
    public boolean isText() {
        return format == Format.TEXT;
    }

    /** Standard error, for what is no result. */
    public Screen err() {
        return new Screen(command().getErr());
    }

    /** Prints the result. */
    public void print(Result result) {
        switch (format) {
            case TEXT -> result.text(new Screen(command().getOut()));
            case JSON -> command().getOut().println(result.json());
            case CSV -> command().getOut().print(result.csv());
        }
        command().getOut().flush();
    }

    /** Wrong usage of the command. */
    public ParameterException wrong(String message) {
        return new ParameterException(command(), message);
    }
}
