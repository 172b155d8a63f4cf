package io.github.imagesharing.transport;

import java.net.URL;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the class path must have.
 *
 * <p>It answers class paths that are not ours: a parent that pins an old version takes effect without a word, and some call,
 * much later, ends in a {@code NoSuchMethodError}. Here it is found when a product is connected, and said once for all jars
 * with the version that is there and the one that is needed. Shown by {@code PinnedVersionsTest}.
 *
 * <p>Stateless.
 */
final class Requirements {

    /**
     * One jar.
     *
     * @param artifact its coordinates
     * @param since the first version that does
     * @param type a class of it
     * @param method a method of the class that older versions lack, or null where the class itself is missing there
     */
    private record Required(
            String artifact,
            String since,
            String type,
            @Nullable String method) {

        /** What is wrong, empty where nothing is. */
        Optional<String> missing() {
            try {
                Class<?> found = Class.forName(type, false, Requirements.class.getClassLoader());
                boolean isNewEnough = method == null
                        || Stream.of(found.getMethods())
                                .anyMatch(one -> one.getName().equals(method));
                return isNewEnough
                        ? Optional.empty()
                        : Optional.of("%s %s or newer is needed, found is %s".formatted(artifact, since, jar(found)));
            } catch (ClassNotFoundException | LinkageError e) {
                return Optional.of(
                        "%s %s or newer is needed, found is none or one without %s".formatted(artifact, since, type));
            }
        }

        private static String jar(Class<?> found) {
            CodeSource source = found.getProtectionDomain().getCodeSource();
            URL location = source == null ? null : source.getLocation();
            if (location == null) {
                return "of unknown origin";
            }
            return Stream.of(location.toString().split("[/\\\\!]", -1))
                    .filter(part -> part.endsWith(".jar"))
                    .reduce((outer, inner) -> inner)
                    .orElseGet(location::toString);
        }
    }

    private static final List<Required> ALL = List.of(
            new Required(
                    "com.tencentcloudapi:tencentcloud-sdk-java-common",
                    "3.1.1342",
                    "com.tencentcloudapi.common.AbstractModel",
                    "setSkipSign"),
            new Required("com.squareup.okhttp3:okhttp", "4.9.3", "okhttp3.RequestBody$Companion", "create"),
            new Required("com.squareup.okio:okio", "2.8.0", "okio.ByteString$Companion", null),
            new Required(
                    "org.jetbrains.kotlin:kotlin-stdlib",
                    "1.6.21",
                    "kotlin.jvm.internal.Intrinsics",
                    "checkNotNullParameter"),
            new Required("com.google.code.gson:gson", "2.8.9", "com.google.gson.JsonParser", "parseString"),
            new Required("com.google.guava:guava", "30.0-jre", "com.google.common.collect.Comparators", "min"),
            new Required("org.slf4j:slf4j-api", "1.7.36", "org.slf4j.LoggerFactory", null),
            new Required("commons-logging:commons-logging", "1.2", "org.apache.commons.logging.LogFactory", null));

    private Requirements() {}

    /**
     * Looks at the class path.
     *
     * @throws IllegalStateException if a jar is missing or too old; it names them all
     */
    static void check() {
        List<String> missing =
                ALL.stream().map(Required::missing).flatMap(Optional::stream).toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("the class path does not do: " + String.join("; ", missing)
                    + ". A parent or a dependency that comes first pins it; name the newer version in your own build");
        }
    }
}
