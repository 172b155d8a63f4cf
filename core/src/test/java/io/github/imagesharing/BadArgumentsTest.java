package io.github.imagesharing;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.reflect.ClassPath;
import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.CvmPort;
import io.github.imagesharing.spi.LighthousePort;
import io.github.imagesharing.spi.VirtualTime;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a user writes wrong is an {@link IllegalArgumentException} that says so: every public constructor, factory and
 * method of what a user writes and reads, called with a bad value for one parameter after the other.
 */
class BadArgumentsTest {

    private static final ImageId IMAGE = ImageId.of("img-6pb6lrmy");
    private static final AccountId ACCOUNT = AccountId.of("1038493875");
    private static final BlueprintId BLUEPRINT = BlueprintId.of("lhbp-2k6t1p3d");
    private static final CloudSettings SETTINGS =
            CloudSettings.builder().region(Region.of("ap-guangzhou")).build();
    private static final CvmImage SHOWN = new CvmImage(
            IMAGE,
            "name",
            ImageState.NORMAL,
            ImageSource.CREATE_IMAGE,
            ImageType.PRIVATE_IMAGE,
            LicenseType.BYOL,
            "",
            "",
            "",
            1,
            true,
            List.of(),
            null,
            "",
            false,
            null,
            Map.of());

    private static final List<Duration> ABSURD = List.of(
            Duration.ZERO,
            Duration.ofNanos(-1),
            Duration.ofSeconds(Long.MIN_VALUE),
            Duration.ofNanos(1),
            Duration.ofDays(300 * 365),
            Duration.ofSeconds(Long.MAX_VALUE),
            Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));

    /** A good value of each type that a parameter has. */
    private static final Map<Class<?>, Object> GOOD = good();

    /** What a quota does with bad values is shown where the quotas are tested. */
    private static final Set<Class<?>> ELSEWHERE = Set.of(RequestQuota.class, DistributedQuota.class);

    /** One call, with a bad value in one place. */
    private record Call(
            Executable called,
            @Nullable Object target,
            int bad,
            @Nullable Object value) {

        /** Runs it; gives what it throws, or null. */
        @Nullable
        Throwable thrown() throws ReflectiveOperationException {
            Parameter[] parameters = called.getParameters();
            Object[] values = new Object[parameters.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = i == bad ? value : goodFor(parameters[i]);
            }
            try {
                if (called instanceof Constructor<?> constructor) {
                    constructor.newInstance(values);
                } else {
                    ((Method) called).invoke(target, values);
                }
                return null;
            } catch (InvocationTargetException e) {
                return e.getCause();
            }
        }

        @Override
        public String toString() {
            Parameter parameter = called.getParameters()[bad];
            return "%s.%s(%s) with %s %s"
                    .formatted(
                            called.getDeclaringClass().getSimpleName(),
                            called instanceof Constructor ? "new" : called.getName(),
                            Stream.of(called.getParameterTypes())
                                    .map(Class::getSimpleName)
                                    .collect(joining(", ")),
                            parameter.getName(),
                            value);
        }
    }

    static List<Call> nulls() throws IOException {
        List<Call> calls = new ArrayList<>();
        everyParameter((called, target, i) -> {
            Parameter parameter = called.getParameters()[i];
            boolean mayBeNull = parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (!parameter.getType().isPrimitive() && !mayBeNull) {
                calls.add(new Call(called, target, i, null));
            }
        });
        return calls;
    }

    static List<Call> collectionsWithNull() throws IOException {
        List<Call> calls = new ArrayList<>();
        everyParameter((called, target, i) ->
                withNull(called.getParameters()[i]).forEach(value -> calls.add(new Call(called, target, i, value))));
        return calls;
    }

    static List<Call> absurdDurations() throws IOException {
        List<Call> calls = new ArrayList<>();
        everyParameter((called, target, i) -> {
            if (called.getParameterTypes()[i] == Duration.class) {
                ABSURD.forEach(value -> calls.add(new Call(called, target, i, value)));
            }
        });
        return calls;
    }

    static List<Call> absurdNumbersAndTexts() throws IOException {
        List<Call> calls = new ArrayList<>();
        everyParameter((called, target, i) -> {
            Class<?> type = called.getParameterTypes()[i];
            absurd(type).forEach(value -> calls.add(new Call(called, target, i, value)));
        });
        return calls;
    }

    private static Stream<?> absurd(Class<?> type) {
        if (type == int.class) {
            return Stream.of(Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE);
        }
        if (type == long.class) {
            return Stream.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE);
        }
        if (type == Instant.class) {
            return Stream.of(Instant.MIN, Instant.EPOCH, Instant.MAX);
        }
        if (type == URI.class) {
            return Stream.of(URI.create(""), URI.create("mailto:x"), URI.create("http:///"));
        }
        return type == String.class ? Stream.of("", " ", "\0", "\n", "x".repeat(1 << 16), "\uD800", "%s") : Stream.of();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"nulls", "collectionsWithNull"})
    void aNullIsRefusedAndNamed(Call call) throws Exception {
        assertThat(call.thrown()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("null");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"absurdDurations", "absurdNumbersAndTexts"})
    void whatIsAbsurdIsRefusedOrTaken(Call call) throws Exception {
        Throwable thrown = call.thrown();

        if (thrown instanceof IllegalArgumentException) {
            assertThat(thrown).message().as("what would be right").contains(":");
        } else if (thrown != null && !(thrown instanceof ImageSharingException)) {
            // The one exception that answers to a legal value: a plan that takes access from too many.
            assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessageContaining("allowed are");
        }
    }

    static Stream<Arguments> settingsWithAbsurdDurations() {
        return ABSURD.stream()
                .filter(duration -> !duration.isNegative() && !duration.isZero())
                .flatMap(duration -> Stream.of(
                        arguments("deadline " + duration, Retry.defaults().deadline(duration)),
                        arguments("backoff " + duration, Retry.defaults().backoff(duration, duration)),
                        arguments(
                                "longest backoff " + duration,
                                Retry.defaults().backoff(Duration.ofNanos(1), duration))));
    }

    /** All methods of a service whose port fails three times in a way that may pass, and then for good. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("settingsWithAbsurdDurations")
    void aServiceWithAbsurdDurationsEndsInTheFamily(String name, Retry retry) throws Exception {
        CloudSettings settings = SETTINGS.toBuilder()
                .retry(retry)
                .callTimeout(retry.deadline())
                .connectTimeout(retry.deadline())
                .build();
        for (Method method : ImageSharingService.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers()) && method.getParameterCount() > 0) {
                Throwable thrown = new Call(method, service(settings), 0, goodFor(method.getParameters()[0])).thrown();
                assertThat(thrown == null || thrown instanceof ImageSharingException)
                        .as("%s threw %s", method, thrown)
                        .isTrue();
            }
        }
    }

    @Test
    void hundredsOfCallsAreMade() throws IOException {
        assertThat(nulls()).hasSizeGreaterThan(100);
        assertThat(collectionsWithNull()).hasSizeGreaterThan(50);
        assertThat(absurdDurations()).hasSizeGreaterThan(40);
        Set<Class<?>> types = new HashSet<>();
        nulls().forEach(call -> types.add(call.called().getDeclaringClass()));
        assertThat(types)
                .contains(
                        ImageSharingService.class,
                        ImageSharingService.Builder.class,
                        CloudSettings.Builder.class,
                        CvmImage.Snapshot.class,
                        Outcome.Failed.class,
                        ShareReport.class);
    }

    @FunctionalInterface
    private interface Visitor {
        void visit(Executable called, @Nullable Object target, int parameter);
    }

    private static void everyParameter(Visitor visitor) throws IOException {
        for (Class<?> type : types()) {
            Stream<Executable> all = Stream.concat(
                    Modifier.isAbstract(type.getModifiers()) ? Stream.of() : Stream.of(type.getConstructors()),
                    Stream.of(type.getDeclaredMethods()));
            all.filter(called -> isForUsers(type, called)).forEach(called -> {
                boolean needsTarget = called instanceof Method && !Modifier.isStatic(called.getModifiers());
                Object target = needsTarget ? Objects.requireNonNull(GOOD.get(type), "a " + type) : null;
                for (int i = 0; i < called.getParameterCount(); i++) {
                    visitor.visit(called, target, i);
                }
            });
        }
    }

    /** Not what Java makes by itself. */
    private static boolean isForUsers(Class<?> type, Executable called) {
        boolean made = called.isSynthetic()
                || called.getName().equals("equals")
                || (type.isEnum() && called.getName().equals("valueOf"));
        return Modifier.isPublic(called.getModifiers()) && called.getParameterCount() > 0 && !made;
    }

    /** What stands in the main package, without its exceptions. */
    private static List<Class<?>> types() throws IOException {
        return ClassPath.from(BadArgumentsTest.class.getClassLoader())
                .getTopLevelClasses("io.github.imagesharing")
                .stream()
                .map(ClassPath.ClassInfo::load)
                .filter(BadArgumentsTest::isNoTest)
                .flatMap(type -> Stream.concat(Stream.of(type), Stream.of(type.getDeclaredClasses())))
                .filter(type -> Modifier.isPublic(type.getModifiers()))
                .filter(type -> type.getEnclosingClass() == null
                        || Modifier.isPublic(type.getEnclosingClass().getModifiers()))
                .filter(type -> !Throwable.class.isAssignableFrom(type) && type != Details.class)
                .filter(type -> type != io.github.imagesharing.ArgumentChecks.class)
                .filter(type -> type != BatchListener.class && type != DistributionListener.class)
                .filter(type -> type != CallObserver.class && type != CallObserver.Watch.class)
                .filter(type ->
                        ELSEWHERE.stream().noneMatch(quota -> quota == type || quota == type.getEnclosingClass()))
                .toList();
    }

    private static boolean isNoTest(Class<?> type) {
        Object where = type.getProtectionDomain().getCodeSource().getLocation();
        return where.equals(
                ImageSharingService.class.getProtectionDomain().getCodeSource().getLocation());
    }

    private static Object goodFor(Parameter parameter) {
        String text = parameter.getParameterizedType().getTypeName();
        if (parameter.getType() == String.class) {
            return switch (parameter
                    .getDeclaringExecutable()
                    .getDeclaringClass()
                    .getSimpleName()) {
                case "ImageId" -> IMAGE.value();
                case "AccountId" -> ACCOUNT.value();
                case "BlueprintId" -> BLUEPRINT.value();
                default -> "ap-guangzhou";
            };
        }
        if (parameter.getType() == Collection.class && text.contains("ImageId")) {
            return List.of(IMAGE);
        }
        if (parameter.getType() == Collection.class && text.contains("Region")) {
            return List.of(Region.of("ap-singapore"));
        }
        if (parameter.getType() == Collection.class && text.contains("SharePlan")) {
            return List.of(new SharePlan(IMAGE, Set.of(ACCOUNT), Set.of(), Set.of()));
        }
        if (parameter.getType() == Collection.class) {
            return List.of(ACCOUNT);
        }
        return Objects.requireNonNull(GOOD.get(parameter.getType()), () -> "a good " + text);
    }

    /** Collections of the parameter's type that hold null. */
    private static List<Object> withNull(Parameter parameter) {
        Class<?> type = parameter.getType();
        if (type == Map.class) {
            Map<@Nullable Object, @Nullable Object> nullKey = new HashMap<>();
            nullKey.put(null, List.of());
            Map<@Nullable Object, @Nullable Object> nullValue = new HashMap<>();
            nullValue.put(parameter.getParameterizedType().getTypeName().contains("String") ? "key" : IMAGE, null);
            Map<@Nullable Object, @Nullable Object> nullInside = new HashMap<>();
            nullInside.put(IMAGE, Collections.singletonList(null));
            boolean nested = parameter.getParameterizedType().getTypeName().contains("List");
            return nested ? List.of(nullKey, nullValue, nullInside) : List.of(nullKey, nullValue);
        }
        List<@Nullable Object> one = Collections.singletonList(null);
        List<@Nullable Object> two = Arrays.asList(null, null);
        if (type == Set.class) {
            return List.of(new HashSet<>(one));
        }
        return type == List.class || type == Collection.class ? List.of(one, two) : List.of();
    }

    private static Map<Class<?>, Object> good() {
        Map<Class<?>, Object> good = new HashMap<>();
        good.put(int.class, 1);
        good.put(long.class, 1L);
        good.put(Integer.class, 1);
        good.put(boolean.class, true);
        good.put(Duration.class, Duration.ofSeconds(1));
        good.put(Instant.class, Instant.EPOCH);
        good.put(URI.class, URI.create("http://127.0.0.1:8080"));
        good.put(List.class, List.of());
        good.put(Set.class, Set.of());
        good.put(Map.class, Map.of());
        good.put(Credential.class, new Credential("id", "key"));
        good.put(Executor.class, (Executor) Runnable::run);
        good.put(RequestQuota.class, RequestQuota.unlimited());
        good.put(Api.class, new Api("cvm", "DescribeImages", 10));
        good.put(CallObserver.class, CallObserver.none());
        good.put(Throwable.class, failure(1));
        good.put(BatchListener.class, (BatchListener) progress -> {});
        good.put(ImageSharingException.class, failure(1));
        good.put(AssumedRole.class, AssumedRole.of("qcs::cam::uin/100000000018:roleName/images"));
        good.put(Shareable.class, IMAGE);
        good.put(ImageId.class, IMAGE);
        good.put(AccountId.class, ACCOUNT);
        good.put(BlueprintId.class, BLUEPRINT);
        good.put(Region.class, Region.of("ap-guangzhou"));
        good.put(Retry.class, Retry.defaults());
        good.put(CvmImage.class, SHOWN);
        good.put(ImageQuery.class, ImageQuery.all());
        good.put(SharePlan.class, new SharePlan(IMAGE, Set.of(), Set.of(ACCOUNT), Set.of()));
        good.put(Distribution.class, Distribution.of(IMAGE).to(Region.of("ap-singapore")));
        good.put(DistributionListener.class, (DistributionListener) progress -> {});
        good.put(DistributionProgress.Stage.class, DistributionProgress.Stage.COPYING);
        good.put(DistributionPlan.class, new DistributionPlan(IMAGE, Map.of(), Set.of(), Map.of(), Map.of()));
        good.put(DistributionReport.class, new DistributionReport(IMAGE, Map.of(), Map.of(), Set.of(), Map.of()));
        good.put(Region[].class, new Region[] {Region.of("ap-singapore")});
        good.put(ShareReport.class, new ShareReport(IMAGE, Map.of(), List.of()));
        good.put(BatchReport.class, new BatchReport(Map.of()));
        good.put(ShareCheck.class, new ShareCheck(List.of(), List.of()));
        good.put(AccessReport.class, report());
        good.put(CloudSettings.class, SETTINGS);
        good.put(CloudSettings.Builder.class, SETTINGS.toBuilder());
        good.put(ImageSharingService.class, service(SETTINGS));
        good.put(ImageSharingService.Builder.class, ImageSharingService.builder());
        good.put(CvmPort.class, port(CvmPort.class, SETTINGS));
        good.put(LighthousePort.class, port(LighthousePort.class, SETTINGS));
        for (Class<?> type : List.of(
                Site.class,
                Language.class,
                OptionalChecks.class,
                Precondition.class,
                DiskUsage.class,
                ImageState.class,
                ImageSource.class,
                ImageType.class,
                LicenseType.class)) {
            good.put(type, type.getEnumConstants()[0]);
        }
        return good;
    }

    private static AccessReport report() {
        SharedAccount shared = new SharedAccount(ACCOUNT, Instant.MIN);
        return new AccessReport(Instant.MAX, List.of(SHOWN), Map.of(IMAGE, List.of(shared)), List.of());
    }

    private static ImageSharingService service(CloudSettings settings) {
        return ImageSharingService.builder()
                .cvm(port(CvmPort.class, settings))
                .lighthouse(port(LighthousePort.class, settings))
                .executor(Runnable::run)
                .time(new VirtualTime())
                .build();
    }

    /** Three that may pass, and then one that does not. */
    private static ImageSharingException failure(int call) {
        return call % 4 == 0
                ? new AccessDeniedException(Details.client(IMAGE, "the port is closed to you", null))
                : new ServiceFailureException(Details.client(IMAGE, "the port fails", null));
    }

    private static <P> P port(Class<P> type, CloudSettings settings) {
        int[] calls = new int[1];
        return type.cast(Proxy.newProxyInstance(
                BadArgumentsTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("settings")) {
                        return settings;
                    }
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    if (method.getName().equals("in")) {
                        return port(type, settings);
                    }
                    throw failure(++calls[0]);
                }));
    }
}
