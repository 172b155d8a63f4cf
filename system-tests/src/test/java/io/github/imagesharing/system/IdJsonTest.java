package io.github.imagesharing.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import io.github.imagesharing.AccessReport;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.DistributionPlan;
import io.github.imagesharing.DistributionReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.Region;
import io.github.imagesharing.ShareCheck;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.ShareReport;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An identifier is its text in JSON, whichever library a program has, and nothing is missed where it has none. */
class IdJsonTest {

    /** No record, since older versions of Gson know none; in the order of the alphabet, since Jackson 3 writes so. */
    static final class Share {
        public @Nullable Map<ImageId, List<AccountId>> access;
        public @Nullable List<AccountId> accounts;
        public @Nullable BlueprintId blueprint;
        public @Nullable Map<Region, ImageId> copies;
        public @Nullable Map<AccountId, Region> homes;
        public @Nullable ImageId image;
    }

    @SuppressWarnings("ImmutableEnumChecker") // what reads and writes is not changed once it is made
    enum Library {
        JACKSON_2 {
            private final com.fasterxml.jackson.databind.ObjectMapper mapper =
                    new com.fasterxml.jackson.databind.ObjectMapper();

            @Override
            String write(@Nullable Object value) throws IOException {
                return mapper.writeValueAsString(value);
            }

            @Override
            @Nullable
            Object read(String json, Type type) throws IOException {
                return mapper.readValue(json, mapper.constructType(type));
            }
        },
        JACKSON_3 {
            private final tools.jackson.databind.json.JsonMapper mapper =
                    tools.jackson.databind.json.JsonMapper.shared();

            @Override
            String write(@Nullable Object value) {
                return mapper.writeValueAsString(value);
            }

            @Override
            @Nullable
            Object read(String json, Type type) {
                return mapper.readValue(json, mapper.constructType(type));
            }
        },
        GSON {
            @Override
            String write(@Nullable Object value) {
                return new Gson().toJson(value);
            }

            @Override
            @Nullable
            Object read(String json, Type type) {
                return new Gson().fromJson(json, type);
            }
        };

        abstract String write(@Nullable Object value) throws IOException;

        abstract @Nullable Object read(String json, Type type) throws IOException;
    }

    private record MapOf(Type key) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return new Type[] {key, Integer.class};
        }

        @Override
        public Type getRawType() {
            return Map.class;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return null;
        }
    }

    static Stream<Arguments> reports() {
        ImageId image = ImageId.of("img-6pb6lrmy");
        AccountId account = AccountId.of("1038493875");
        ImageSharingException failure = new CloudUnreachableException(
                Details.client(image, "no answer", new IllegalStateException("beneath")), true, true);
        ShareReport report = new ShareReport(image, Map.of(account, new Outcome.Failed(failure)), List.of("request-1"));
        DistributionPlan distribution =
                new DistributionPlan(image, Map.of(), Set.of(Region.of("ap-singapore")), Map.of(), Map.of());
        DistributionReport distributed =
                new DistributionReport(image, Map.of(Region.of("ap-guangzhou"), image), Map.of(), Set.of(), Map.of());
        AccessReport access = new AccessReport(Instant.EPOCH, List.of(), Map.of(), List.of());
        Map<Object, String> all = Map.of(
                report,
                report.toJson(),
                new BatchReport(Map.of(image, report)),
                new BatchReport(Map.of(image, report)).toJson(),
                new SharePlan(image, Set.of(account), Set.of(), Set.of()),
                new SharePlan(image, Set.of(account), Set.of(), Set.of()).toJson(),
                new ShareCheck(List.of(failure), List.of()),
                new ShareCheck(List.of(failure), List.of()).toJson(),
                distribution,
                distribution.toJson(),
                distributed,
                distributed.toJson(),
                access,
                access.toJson());
        return all.entrySet().stream()
                .flatMap(one -> Stream.of(Library.values())
                        .map(library -> Arguments.of(library, one.getKey(), one.getValue())));
    }

    /** A controller may give a report back as it is. */
    @ParameterizedTest
    @MethodSource("reports")
    void aReportIsWrittenInItsDocumentedShapeWhereverItStands(Library library, Object report, String json)
            throws IOException {
        JsonElement expected = JsonParser.parseString(json);

        assertThat(JsonParser.parseString(library.write(report))).isEqualTo(expected);
        String within = library.write(Map.of("report", report));
        assertThat(within.lines()).hasSize(1);
        assertThat(JsonParser.parseString(within).getAsJsonObject().get("report"))
                .isEqualTo(expected);
    }

    @Test
    void aReportIsATreeOfJacksonToo() {
        ShareReport report = new ShareReport(
                ImageId.of("img-6pb6lrmy"),
                Map.of(AccountId.of("1038493875"), new Outcome.Changed()),
                List.of("request-1"));

        assertThat(new com.fasterxml.jackson.databind.ObjectMapper()
                        .valueToTree(report)
                        .at("/changed/0")
                        .asText())
                .isEqualTo("1038493875");
        assertThat(tools.jackson.databind.json.JsonMapper.shared()
                        .valueToTree(report)
                        .at("/changed/0")
                        .asString())
                .isEqualTo("1038493875");
    }

    static Stream<Arguments> identifiers() {
        return Stream.of(
                        ImageId.of("img-6pb6lrmy"),
                        BlueprintId.of("lhbp-su83x02a"),
                        AccountId.of("100000000018"),
                        Region.of("ap-guangzhou"))
                .flatMap(id -> Arrays.stream(Library.values()).map(library -> Arguments.of(library, id)));
    }

    @ParameterizedTest
    @MethodSource("identifiers")
    void anIdentifierIsItsTextAsAValueAndAsAKey(Library library, Object id) throws IOException {
        assertThat(library.write(id)).isEqualTo("\"" + id + "\"");
        assertThat(library.read("\"" + id + "\"", id.getClass())).isEqualTo(id);

        Map<Object, Integer> counts = Map.of(id, 3);
        assertThat(library.write(counts)).isEqualTo("{\"" + id + "\":3}");
        assertThat(library.read("{\"" + id + "\":3}", new MapOf(id.getClass()))).isEqualTo(counts);
    }

    @ParameterizedTest
    @MethodSource("identifiers")
    void nullIsNoIdentifierAndNoMistake(Library library, Object id) throws IOException {
        assertThat(library.read("null", id.getClass())).isNull();
    }

    @ParameterizedTest
    @MethodSource("identifiers")
    void whatIsNoIdentifierIsRefusedWithTheValueNamed(Library library, Object id) {
        String wrong = "What: " + id;
        for (String json : List.of("\"" + wrong + "\"", "{\"" + wrong + "\":3}")) {
            Type type = json.startsWith("{") ? new MapOf(id.getClass()) : id.getClass();
            assertThatThrownBy(() -> library.read(json, type))
                    .hasMessageContaining("\"" + wrong + "\": it must ")
                    .isNotInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Gson takes a number for text anywhere; Jackson would not, and nobody is to guess. */
    @ParameterizedTest
    @EnumSource
    void aNumberIsTheAccountOrIsRefused(Library library) throws IOException {
        if (library == Library.GSON) {
            assertThat(library.read("1138493875", AccountId.class)).isEqualTo(AccountId.of("1138493875"));
            assertThatThrownBy(() -> library.read("1.138493875E9", AccountId.class))
                    .isInstanceOf(JsonSyntaxException.class)
                    .hasMessageContaining("account id \"1.138493875E9\"");
        } else {
            assertThatThrownBy(() -> library.read("1138493875", AccountId.class))
                    .hasMessageContaining("AccountId")
                    .hasMessageContaining("1138493875");
        }
    }

    @Test
    void gsonSaysWhereTheMistakeIs() {
        assertThatThrownBy(() -> new Gson().fromJson("{\"accounts\":[\"12\",\"x\"]}", Share.class))
                .isInstanceOf(JsonSyntaxException.class)
                .hasMessageStartingWith("$.accounts[1]: account id \"x\": it must be");
    }

    @ParameterizedTest
    @EnumSource
    void identifiersTravelWithinOtherValues(Library library) throws IOException {
        ImageId image = ImageId.of("img-6pb6lrmy");
        AccountId account = AccountId.of("1038493875");
        Map<Region, ImageId> copies = new LinkedHashMap<>();
        copies.put(Region.of("ap-guangzhou"), image);
        copies.put(Region.of("eu-frankfurt"), ImageId.of("img-aaaaaaaa"));
        Share share = new Share();
        share.image = image;
        share.blueprint = BlueprintId.of("lhbp-su83x02a");
        share.accounts = List.of(account);
        share.copies = copies;
        share.homes = Map.of(account, Region.of("ap-tokyo"));
        share.access = Map.of(image, List.of(account));

        String json = library.write(share);

        assertThat(json)
                .isEqualTo(("{'access':{'img-6pb6lrmy':['1038493875']},'accounts':['1038493875'],"
                                + "'blueprint':'lhbp-su83x02a',"
                                + "'copies':{'ap-guangzhou':'img-6pb6lrmy','eu-frankfurt':'img-aaaaaaaa'},"
                                + "'homes':{'1038493875':'ap-tokyo'},'image':'img-6pb6lrmy'}")
                        .replace('\'', '"'));
        assertThat(library.read(json, Share.class)).usingRecursiveComparison().isEqualTo(share);
    }

    private static List<String> withoutJackson() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("jackson"))
                .toList();
    }

    @Test
    void withoutJacksonAnIdentifierWorksAsBefore() throws Exception {
        List<URL> urls = withoutJackson().stream()
                .map(entry -> {
                    try {
                        return new File(entry).toURI().toURL();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> loader.loadClass("com.fasterxml.jackson.annotation.JsonValue"))
                    .isInstanceOf(ClassNotFoundException.class);
            Method of = loader.loadClass(ImageId.class.getName()).getMethod("of", String.class);

            assertThat(of.invoke(null, "img-6pb6lrmy")).hasToString("img-6pb6lrmy");
            assertThat(of.getAnnotations()).isEmpty();
        }
    }

    /** Annotations with members would be a warning each, which such a build forbids. */
    @Test
    void withoutJacksonAStrictBuildOfAUserHasNoWarning(@TempDir Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve("User.java"), """
                import io.github.imagesharing.*;
                class User {
                    static String all = ImageId.of("img-1") + BlueprintId.of("lhbp-1").value() + AccountId.of("1").value()
                            + Region.of("ap-tokyo").value();
                }
                """);
        String classPath = withoutJackson().stream()
                .filter(entry -> new File(entry).exists())
                .collect(Collectors.joining(File.pathSeparator));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options =
                List.of("-Xlint:all,-path", "-Werror", "-proc:none", "-d", folder.toString(), "-classpath", classPath);

        boolean compiles = compiler.getTask(
                        said,
                        null,
                        null,
                        options,
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                .call();

        assertThat(compiles).as("%s", said).isTrue();
    }
}
