package io.github.imagesharing.cli.console;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.imagesharing.cli.console.Surroundings.Setting;
import io.github.imagesharing.cli.files.FileRefusedException;
import io.github.imagesharing.cli.files.TextInput;
import io.github.imagesharing.spi.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What holds where an option is not given: a variable of the environment, else a line of the file {@value #FILE}, else for the
 * region alone what the cloud's own command line was configured with.
 *
 * <p>It answers a value that is wrong and of which nobody knows where it came from, a misspelt key that is passed over without
 * a word, and a key of the cloud that somebody wrote into that file. Shown by {@code DefaultsTest}.
 *
 * <p>Immutable.
 */
public final class Defaults implements IDefaultValueProvider {

    /** In the folder of the user. */
    public static final String FILE = ".image-sharing.properties";

    /** As Terraform's provider and the cloud's own command line read them; of two, the first that is set. */
    private static final Map<String, List<String>> VARIABLES = ImmutableMap.of(
            "region", List.of("TENCENTCLOUD_REGION"),
            "role", List.of("TENCENTCLOUD_ASSUME_ROLE_ARN", "TENCENTCLOUD_ROLE_ARN"),
            "role-session", List.of("TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME", "TENCENTCLOUD_ROLE_SESSION_NAME"),
            "role-duration", List.of("TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION"),
            "role-external-id", List.of("TENCENTCLOUD_ASSUME_ROLE_EXTERNAL_ID"));

    /** What decides for whom and on which images stands in the command alone, and so does every {@code --yes}. */
    private static final Set<String> IN_FILE = ImmutableSet.of(
            "region",
            "site",
            "endpoint",
            "application",
            "role",
            "role-session",
            "role-duration",
            "output",
            "timeout",
            "within",
            "max-removals",
            "account-names");

    private final Surroundings surroundings;
    private final Path path;
    private final Map<String, String> file;

    private Defaults(Surroundings surroundings, Path path, Map<String, String> file) {
        this.surroundings = surroundings;
        this.path = path;
        this.file = file;
    }

    /**
     * Reads the file, if it is there.
     *
     * @throws FileRefusedException if it has a key that no command has, or a key twice
     * @throws IOException if it cannot be read
     */
    static Defaults read(Surroundings surroundings, CommandLine program) throws IOException {
        Path path = surroundings.home().resolve(FILE);
        Map<String, String> values = new LinkedHashMap<>();
        if (Files.exists(path)) {
            Properties properties = new Unrepeated(path);
            try (TextInput text = TextInput.open(path)) {
                properties.load(text);
            } catch (IllegalArgumentException e) {
                throw e instanceof FileRefusedException
                        ? e
                        : new FileRefusedException(path.toString(), "it is no file of properties: " + e.getMessage());
            }
            Set<String> known = new LinkedHashSet<>();
            addKeys(program, "", known);
            for (String key : properties.stringPropertyNames()) {
                if (!known.contains(key)) {
                    throw new FileRefusedException(path.toString(), unknown(key));
                }
                values.put(key, properties.getProperty(key));
            }
        }
        return new Defaults(surroundings, path, values);
    }

    /** Of two values of a key the last would count, and nobody would know that the first does not. */
    private static final class Unrepeated extends Properties {

        private static final long serialVersionUID = 1L;

        private final transient Path path;

        Unrepeated(Path path) {
            this.path = path;
        }

        @Override
        public synchronized @Nullable Object put(Object key, Object value) {
            if (containsKey(key)) {
                throw new FileRefusedException(
                        path.toString(), "it has the key \"" + Printable.of(String.valueOf(key)) + "\" twice");
            }
            return super.put(key, value);
        }
    }

    private static void addKeys(CommandLine command, String prefix, Set<String> keys) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (IN_FILE.contains(name(option))) {
                keys.add(name(option));
                keys.add(prefix + name(option));
            }
        }
        command.getSubcommands().forEach((name, sub) -> addKeys(sub, prefix + name + ".", keys));
    }

    /** Never shows a value, which may be a key of the cloud. */
    private static String unknown(String key) {
        return "it has the key \"" + Printable.of(key) + "\"; it may have " + String.join(", ", IN_FILE)
                + ", each also for one command alone, like wait.timeout. Keys of the cloud are read from the environment"
                + " or its credentials file";
    }

    private static String name(ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName().replaceFirst("^-+", "") : "";
    }

    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        Setting setting = setting(arg);
        return setting == null ? null : setting.value();
    }

    /** Where the value of an option comes from that was not given, or null if it is that of the program. */
    @Nullable
    String source(ArgSpec arg) {
        Setting setting = setting(arg);
        return setting == null ? null : setting.source();
    }

    private @Nullable Setting setting(ArgSpec arg) {
        String name = name(arg);
        Setting variable = surroundings.variable(VARIABLES.getOrDefault(name, List.of()));
        if (variable != null) {
            // Terraform's provider takes a number of seconds.
            boolean seconds = name.equals("role-duration") && variable.value().matches("[0-9]+");
            return seconds ? new Setting(variable.value() + "s", variable.source()) : variable;
        }
        // Without the program's own name, which stands before the first dot.
        String command = arg.command().qualifiedName(".").replaceFirst("^[^.]*\\.", "");
        for (String key : List.of(command + "." + name, name)) {
            String value = file.get(key);
            if (value != null) {
                return new Setting(value, path + ", " + key);
            }
        }
        return name.equals("region") ? regionOfTheCloudsOwnCommandLine() : null;
    }

    /** A file of another program: what cannot be understood in it says nothing. */
    private @Nullable Setting regionOfTheCloudsOwnCommandLine() {
        Path configured = surroundings.home().resolve(".tccli").resolve("default.configure");
        try {
            JsonElement region =
                    member(member(JsonParser.parseString(Files.readString(configured)), "_sys_param"), "region");
            return region instanceof JsonPrimitive text ? new Setting(text.getAsString(), configured.toString()) : null;
        } catch (IOException | JsonParseException e) {
            return null;
        }
    }

    private static @Nullable JsonElement member(@Nullable JsonElement of, String name) {
        return of instanceof JsonObject object ? object.get(name) : null;
    }
}
