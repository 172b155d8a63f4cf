package io.github.imagesharing.cli.console;

import com.google.common.base.Strings;
import io.github.imagesharing.CloudSettings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the program finds around it, so that a test brings its own and no test reads the environment it runs in.
 *
 * @param environment the variables of the environment by name, null where one is not set
 * @param home the folder of the user, in which the file of defaults is
 * @param in where answers come from
 * @param asks whether somebody can be asked, who sees the questions and types the answers
 * @param cloud gives the settings to which the options are added
 * @param limitsRates whether the embedded fake cloud and its client limit the rate of requests
 */
public record Surroundings(
        Function<String, @Nullable String> environment,
        Path home,
        BufferedReader in,
        BooleanSupplier asks,
        Supplier<CloudSettings.Builder> cloud,
        boolean limitsRates) {

    /** Those of this process; a question needs a terminal on both sides, standard input and standard error. */
    public static Surroundings ofProcess() {
        return new Surroundings(
                System::getenv,
                Path.of(System.getProperty("user.home")),
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                () -> Terminal.is(Terminal.IN) && Terminal.is(Terminal.ERR),
                CloudSettings::builder,
                true);
    }

    /** The value of the first variable that is set, with its name; one that is empty counts as not set. */
    @Nullable
    Setting variable(Iterable<String> names) {
        for (String name : names) {
            String value = Strings.nullToEmpty(environment.apply(name));
            if (!value.isBlank()) {
                return new Setting(value, name);
            }
        }
        return null;
    }

    /** A value that no option gave. */
    record Setting(String value, String source) {}
}
