package io.github.imagesharing.transport;

import java.net.URL;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the class path must have.
 *
 * <p>It answers class paths that are not ours: a parent that pins an old version takes effect without a word, and some call,
 * much later, ends in a {@code NoSuchMethodError}. Here it is found when a product is connected, and said once for all jars
 * with the version that is there and the one that is needed. Shown by {@code PinnedVersionsTest}.
 *
 * <p>Stateless.
 */
public final class Requirements {

    /**
     * One jar.
     *
     * @param artifact its coordinates
     * @param since the first version that does
     * @param always a class that each version has
     * @param type a class that is looked for
     * @param method a method that older versions lack, or empty where they lack the class
     */
    private record Required(String artifact, String since, String always, String type, String method) {

        Required(String artifact, String since, String type) {
            this(artifact, since, type, type, "");
        }

        /** What is wrong, empty where nothing is. */
        Optional<String> missing() {
            boolean isThere = find(type).filter(this::hasMethod).isPresent();
            return isThere
                    ? Optional.empty()
                    : Optional.of("%s %s or newer is needed, found is %s"
                            .formatted(
                                    artifact,
                                    since,
                                    find(always).map(Required::jar).orElse("none")));
        }

        private boolean hasMethod(Class<?> found) {
            try {
                return method.isEmpty()
                        || Stream.of(found.getMethods())
                                .anyMatch(one -> one.getName().equals(method));
            } catch (LinkageError another) {
                return true; // It needs another jar, which has a row of its own.
            }
        }

        private static Optional<Class<?>> find(String name) {
            try {
                return Optional.of(Class.forName(name, false, Requirements.class.getClassLoader()));
            } catch (ClassNotFoundException | LinkageError e) {
                return Optional.empty();
            }
        }

        private static String jar(Class<?> found) {
            CodeSource source = found.getProtectionDomain().getCodeSource();
            URL location = source == null ? null : source.getLocation();
            if (location == null) {
                return "one of unknown origin";
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
                    "com.tencentcloudapi.common.AbstractModel",
                    "GetHeader"),
            new Required(
                    "com.tencentcloudapi:tencentcloud-sdk-java-common",
                    "3.1.1342",
                    "com.tencentcloudapi.common.AbstractModel",
                    "com.tencentcloudapi.common.Credential",
                    "getUpdater"),
            new Required(
                    "com.squareup.okhttp3:okhttp",
                    "4.9.3",
                    "okhttp3.OkHttpClient",
                    "okhttp3.RequestBody$Companion",
                    "create"),
            new Required("com.squareup.okio:okio", "2.8.0", "okio.ByteString", "okio.ByteString$Companion", ""),
            new Required(
                    "org.jetbrains.kotlin:kotlin-stdlib",
                    "1.6.21",
                    "kotlin.jvm.internal.Intrinsics",
                    "kotlin.jvm.internal.Intrinsics",
                    "checkNotNullParameter"),
            new Required(
                    "com.google.code.gson:gson",
                    "2.8.9",
                    "com.google.gson.JsonParser",
                    "com.google.gson.JsonParser",
                    "parseString"),
            new Required(
                    "com.google.guava:guava",
                    "30.0-jre",
                    "com.google.common.collect.ImmutableMap",
                    "com.google.common.collect.Comparators",
                    "min"),
            new Required( // The flavor for Android got the collectors later.
                    "com.google.guava:guava",
                    "30.0-jre",
                    "com.google.common.collect.ImmutableMap",
                    "com.google.common.collect.ImmutableMap",
                    "toImmutableMap"),
            new Required("org.slf4j:slf4j-api", "1.7.36", "org.slf4j.LoggerFactory"));

    private Requirements() {}

    /**
     * Looks at the class path.
     *
     * @throws IllegalStateException if a jar is missing or too old; it names them all
     */
    public static void check() {
        List<String> missing = ALL.stream()
                .map(Required::missing)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("the class path does not do: " + String.join("; ", missing)
                    + ". A parent or a dependency that comes first pins it; name the newer version in your own build");
        }
    }
}
