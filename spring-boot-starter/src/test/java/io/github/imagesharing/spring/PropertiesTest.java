package io.github.imagesharing.spring;

import static io.github.imagesharing.spring.Fixture.application;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.AssumedRole;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.Language;
import io.github.imagesharing.OptionalChecks;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.Retry;
import io.github.imagesharing.Site;
import io.github.imagesharing.spi.Api;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The properties: that there are all of them, what an editor shows of them, and what becomes of a bad value. */
class PropertiesTest {

    private static final String PREFIX = "image-sharing.";

    private static final CloudSettings DEFAULTS =
            CloudSettings.builder().region(Region.of("ap-guangzhou")).build();

    private static final AssumedRole ROLE = AssumedRole.of("qcs::cam::uin/100000000018:roleName/images");

    /** What the library does by itself, by the name of the property. */
    private static final Map<String, Object> LIBRARY = Map.ofEntries(
            entry("site", DEFAULTS.site()),
            entry("connect-timeout", DEFAULTS.connectTimeout()),
            entry("call-timeout", DEFAULTS.callTimeout()),
            entry("retry.attempts", DEFAULTS.retry().attempts()),
            entry("retry.first-backoff", DEFAULTS.retry().firstBackoff()),
            entry("retry.most-backoff", DEFAULTS.retry().mostBackoff()),
            entry("retry.deadline", DEFAULTS.retry().deadline()),
            entry("quota.unlimited", false),
            entry("language", DEFAULTS.language()),
            entry("account-limit", DEFAULTS.accountLimit()),
            entry("optional-checks", DEFAULTS.optionalChecks()),
            entry("role.session-name", ROLE.sessionName()),
            entry("role.duration", ROLE.duration()));

    /** What the annotation processor wrote, by the name of the property. */
    private static Map<String, JsonObject> metadata() throws Exception {
        Map<String, JsonObject> properties = new TreeMap<>();
        // Of the starter: others on the class path have a file of that name too.
        URI classes = ImageSharingProperties.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        String file = "META-INF/spring-configuration-metadata.json";
        URI metadata =
                URI.create(classes.toString().endsWith(".jar") ? "jar:" + classes + "!/" + file : classes + file);
        try (InputStream json = metadata.toURL().openStream()) {
            JsonObject all = JsonParser.parseReader(new InputStreamReader(json, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            for (JsonElement property : all.getAsJsonArray("properties")) {
                properties.put(property.getAsJsonObject().get("name").getAsString(), property.getAsJsonObject());
            }
        }
        return properties;
    }

    @Test
    void eachHasADescription() throws Exception {
        assertThat(metadata())
                .hasSizeGreaterThan(20)
                .allSatisfy((name, property) ->
                        assertThat(property.get("description")).as(name).isNotNull());
    }

    @Test
    void eachDefaultAnEditorShowsIsThatOfTheLibrary() throws Exception {
        Map<String, Object> shown = new TreeMap<>();
        metadata().forEach((name, property) -> {
            if (name.startsWith(PREFIX) && property.has("defaultValue")) {
                String key = name.substring(PREFIX.length());
                shown.put(key, read(property.get("defaultValue").getAsString(), LIBRARY.get(key)));
            }
        });

        assertThat(shown).isEqualTo(new TreeMap<>(LIBRARY));
    }

    private static Object read(String text, @Nullable Object like) {
        return like == null
                ? text
                : Objects.requireNonNull(
                        ApplicationConversionService.getSharedInstance().convert(text, like.getClass()));
    }

    @Test
    void withNoPropertyButTheRegionTheSettingsAreTheLibrarysOwn() {
        application("image-sharing.region=ap-guangzhou").run(context -> {
            CloudSettings settings = context.getBean(CloudSettings.class);
            assertThat(settings).hasToString(DEFAULTS.toString());
            assertThat(settings.credential()).isEmpty();
            assertThat(settings.language()).isEqualTo(DEFAULTS.language());
            assertThat(settings.ownAccount()).isEmpty();
            assertThat(settings.application()).isEmpty();
            assertThat(settings.quota()).hasSameClassAs(DEFAULTS.quota());
        });
    }

    /** Every setter of the builder, but that for observers, which can only be beans. */
    static Stream<String> settings() {
        return Stream.of(CloudSettings.Builder.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 1)
                .map(Method::getName)
                .filter(name -> !name.equals("observer"))
                .map(name -> name.equals("credential") ? "secretId" : name);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everySettingIsAProperty(String setter) throws Exception {
        String property = PREFIX + setter.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);

        assertThat(metadata().keySet()).anyMatch(name -> name.equals(property) || name.startsWith(property + "."));
    }

    @Test
    void everyPropertyReachesTheSettings() {
        application(
                        "image-sharing.region=eu-frankfurt",
                        "image-sharing.site=international",
                        "image-sharing.secret-id=AKIDx",
                        "image-sharing.secret-key=KEYx",
                        "image-sharing.token=TOKENx",
                        "image-sharing.role.arn=" + ROLE.arn(),
                        "image-sharing.role.external-id=release-4711",
                        "image-sharing.role.session-name=nightly",
                        "image-sharing.role.duration=1h",
                        "image-sharing.endpoint=https://gateway.example",
                        "image-sharing.connect-timeout=2s",
                        "image-sharing.call-timeout=1m",
                        "image-sharing.retry.attempts=3",
                        "image-sharing.retry.first-backoff=10ms",
                        "image-sharing.retry.most-backoff=20ms",
                        "image-sharing.retry.deadline=7s",
                        "image-sharing.language=chinese",
                        "image-sharing.own-account=100000000018",
                        "image-sharing.account-limit=50",
                        "image-sharing.optional-checks=skip",
                        "image-sharing.application=pipeline/2.1")
                .run(context -> {
                    CloudSettings settings = context.getBean(CloudSettings.class);
                    assertThat(settings.region()).isEqualTo(Region.of("eu-frankfurt"));
                    assertThat(settings.site()).isEqualTo(Site.INTERNATIONAL);
                    Credential credential = settings.credential().orElseThrow();
                    assertThat(credential.getSecretId()).isEqualTo("AKIDx");
                    assertThat(credential.getSecretKey()).isEqualTo("KEYx");
                    assertThat(credential.getToken()).isEqualTo("TOKENx");
                    assertThat(settings.role())
                            .contains(ROLE.externalId("release-4711")
                                    .sessionName("nightly")
                                    .duration(Duration.ofHours(1)));
                    assertThat(settings.endpoint()).contains(URI.create("https://gateway.example"));
                    assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
                    assertThat(settings.callTimeout()).isEqualTo(Duration.ofMinutes(1));
                    assertThat(settings.retry())
                            .isEqualTo(
                                    new Retry(3, Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofSeconds(7)));
                    assertThat(settings.language()).isEqualTo(Language.CHINESE);
                    assertThat(settings.ownAccount()).contains(AccountId.of("100000000018"));
                    assertThat(settings.accountLimit()).isEqualTo(50);
                    assertThat(settings.optionalChecks()).isEqualTo(OptionalChecks.SKIP);
                    assertThat(settings.application()).contains("pipeline/2.1");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "call-timeout, 30s, 10",
        "quota.per-second.ModifyImageSharePermission, 5, 5",
        "quota.per-second[cvm:ModifyImageSharePermission], 5, 5",
        "quota.per-second.cvm:ModifyImageSharePermission, 5, 5",
        "quota.per-second.modify-image-share-permission, 5, 5",
        "quota.per-second.lighthouse:ModifyImageSharePermission, 5, 10",
        "quota.per-second.DescribeImages, 5, 10",
        "quota.unlimited, true, 99"
    })
    void aQuotaSaysHowManyLeaveAtOnce(String property, String value, int atOnce) {
        application("image-sharing.region=ap-guangzhou")
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("given", Map.of(PREFIX + property, value))))
                .run(context -> assertThat(
                                atOnce(context.getBean(CloudSettings.class).quota()))
                        .isEqualTo(atOnce));
    }

    @Test
    void theEnvironmentNamesAnApiInCapitalsAndWinsOverAFile() {
        String variable = "IMAGESHARING_QUOTA_PERSECOND_MODIFYIMAGESHAREPERMISSION";
        application("image-sharing.region=ap-guangzhou")
                .withInitializer(context -> {
                    MutablePropertySources sources = context.getEnvironment().getPropertySources();
                    sources.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", Map.of(variable, "4")));
                    sources.addLast(new MapPropertySource(
                            "file", Map.of(PREFIX + "quota.per-second.ModifyImageSharePermission", 9)));
                })
                .run(context -> assertThat(
                                atOnce(context.getBean(CloudSettings.class).quota()))
                        .isEqualTo(4));
    }

    /** As YAML has it. */
    @Test
    void anAccountMayBeANumber() {
        application("image-sharing.region=ap-guangzhou")
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("given", Map.of(PREFIX + "own-account", 100000000018L))))
                .run(context -> assertThat(context.getBean(CloudSettings.class).ownAccount())
                        .contains(AccountId.of("100000000018")));
    }

    private static int atOnce(RequestQuota quota) throws InterruptedException {
        Api api = new Api("cvm", "ModifyImageSharePermission", 10);
        int permits = 0;
        while (permits < 99
                && quota.await(api, "cvm.tencentcloudapi.com", Duration.ZERO).isPresent()) {
            permits++;
        }
        return permits;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    image-pipeline        | image-pipeline
                    镜像                   | ''
                    a;b                   | ''
                    """)
    void theNameOfTheApplicationIsToldWhereItFits(String name, String told) {
        application("image-sharing.region=ap-guangzhou", "spring.application.name=" + name)
                .run(context -> assertThat(context.getBean(CloudSettings.class)
                                .application()
                                .orElse(""))
                        .isEqualTo(told));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    region                  | Guangzhou 3  | like "ap-guangzhou"
                    site                    | mars         | Site
                    endpoint                | ftp://a/b    | http
                    connect-timeout         | 0s           | positive
                    call-timeout            | -1s          | positive
                    call-timeout            | soon         | Duration
                    retry.attempts          | 0            | at least 1
                    retry.first-backoff     | 0s           | positive
                    retry.first-backoff     | 1m           | longer
                    retry.most-backoff      | 0s           | positive
                    retry.most-backoff      | 100ms        | longer
                    retry.deadline          | 0s           | positive
                    quota.per-second.SyncImages | 0        | at least 1
                    quota.per-second.Modify | 4            | in YAML write "[cvm:ModifyImageSharePermission]"
                    quota.per-second[sts.Modify] | 4       | lighthouse:DescribeBlueprints
                    own-account             | me           | digits
                    account-limit           | 0            | at least 1
                    optional-checks         | perhaps      | OptionalChecks
                    application             | a;b          | 1 to 64
                    role.arn                | images       | qcs::cam
                    """)
    void aBadValueFailsWithTheNameOfItsPropertyAndWhatWouldBeRight(String property, String value, String right) {
        application("image-sharing.region=ap-guangzhou", PREFIX + property + "=" + value)
                .run(context -> assertThat(messages(context.getStartupFailure()))
                        .contains(
                                PREFIX + property,
                                value.equals("0s")
                                        ? "PT0S"
                                        : value.replace("-1s", "PT-1S")
                                                .replace("1m", "PT1M")
                                                .replace("100ms", "PT0.1S"),
                                right));
    }

    @ParameterizedTest
    @CsvSource({
        "role.session-name, x",
        "role.duration, 13h",
    })
    void aBadValueOfARoleToo(String property, String value) {
        application(
                        "image-sharing.region=ap-guangzhou",
                        "image-sharing.role.arn=" + ROLE.arn(),
                        PREFIX + property + "=" + value)
                .run(context ->
                        assertThat(messages(context.getStartupFailure())).contains(PREFIX + property));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    secret-key  | secret-id=AKIDx                                     | belong together
                    secret-id   | secret-key=KEYx                                     | belong together
                    secret-key  | token=TOKENx,secret-id=AKIDx                        | belong together
                    secret-key  | secret-id=AKIDx,secret-key=KEY x                    | cannot be sent
                    token       | secret-id=AKIDx,secret-key=KEYx,token=TOKEN x       | cannot be sent
                    endpoint    | endpoint=https://user:KEYx@gateway.example          | a host alone
                    endpoint    | endpoint=https://user:KEYx@gate_way               | a host alone
                    role.arn    | role.external-id=EXTERNALx                          | belongs to a role
                    role.external-id | role.arn=qcs::cam::uin/1:roleName/a,role.external-id=EXT x | must have
                    """)
    void aBadSecretFailsWithTheNameOfItsPropertyAlone(String property, String given, String right) {
        application("image-sharing.region=ap-guangzhou")
                .withPropertyValues(
                        Stream.of(given.split(",")).map(PREFIX::concat).toArray(String[]::new))
                .run(context -> assertThat(messages(context.getStartupFailure()))
                        .contains(PREFIX, property, right)
                        .doesNotContain("AKIDx", "KEYx", "KEY x", "TOKEN", "EXT"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret-id,secret-key,token",
                "token",
                "role.arn,role.external-id",
                "own-account",
                "application",
                "endpoint"
            })
    void anEmptyTextIsNoValue(String properties) {
        application("image-sharing.region=ap-guangzhou")
                .withPropertyValues(Stream.of(properties.split(","))
                        .map(property -> PREFIX + property + "=")
                        .toArray(String[]::new))
                .run(context -> assertThat(context.getBean(CloudSettings.class)).hasToString(DEFAULTS.toString()));
    }

    @Test
    void aQuotaWithoutLimitHasNoRates() {
        application(
                        "image-sharing.region=ap-guangzhou",
                        "image-sharing.quota.unlimited=true",
                        "image-sharing.quota.per-second.ModifyImageSharePermission=5")
                .run(context -> assertThat(messages(context.getStartupFailure()))
                        .contains("image-sharing.quota.unlimited", "image-sharing.quota.per-second", "one of the two"));
    }

    @Test
    void noSecretIsPrintedWithTheProperties() {
        application(
                        "image-sharing.region=ap-guangzhou",
                        "image-sharing.secret-id=AKIDx",
                        "image-sharing.secret-key=KEYx",
                        "image-sharing.token=TOKENx",
                        "image-sharing.role.arn=" + ROLE.arn(),
                        "image-sharing.role.external-id=EXTERNALx")
                .run(context -> assertThat(Stream.of(
                                        context.getBean(ImageSharingProperties.class),
                                        context.getBean(ImageSharingProperties.class)
                                                .role(),
                                        context.getBean(ImageSharingConnectionDetails.class),
                                        context.getBean(CloudSettings.class))
                                .map(Object::toString))
                        .allSatisfy(text -> assertThat(text).doesNotContain("AKIDx", "KEYx", "TOKENx", "EXTERNALx"))
                        .anySatisfy(text -> assertThat(text).contains("ap-guangzhou")));
    }

    private static String messages(@Nullable Throwable failure) {
        StringBuilder messages = new StringBuilder();
        for (Throwable one = failure; one != null; one = one.getCause()) {
            messages.append(one.getMessage()).append('\n');
        }
        return messages.toString();
    }
}
