package io.github.imagesharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.AssumedRole;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSource;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.ImageType;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.Region;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a test writes wrong is refused where it is written, and not met in the middle of a request. */
class BadArgumentsTest {

    private final FakeTencentCloud cloud = FakeTencentCloud.start();
    private final ImageId image = cloud.addImage();
    private final BlueprintId blueprint = cloud.addBlueprint(image);
    private final Map<Class<?>, Object> good = good();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aNullIsRefusedAndNamed() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Class<?> type : List.of(FakeTencentCloud.class, FakeImage.class, FakeOrganization.class, Fault.class)) {
            for (Method method : type.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers())
                        && !method.getName().equals("main")) {
                    everyNull(method, (parameter, thrown) -> {
                        if (!(thrown instanceof IllegalArgumentException)
                                || !String.valueOf(thrown.getMessage()).contains("null")) {
                            wrong.add(method + ", parameter " + parameter + ": " + thrown);
                        }
                    });
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void everyNull(Method method, BiConsumer<Integer, Throwable> then) throws Exception {
        Class<?>[] types = method.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            if (types[i].isPrimitive()) {
                continue;
            }
            Object[] values = new Object[types.length];
            for (int j = 0; j < types.length; j++) {
                values[j] = j == i ? null : goodFor(method, types[j]);
            }
            then.accept(i, thrown(method, values));
            if (types[i].isArray()) {
                values[i] = Array.newInstance(types[i].getComponentType(), 1);
                then.accept(i, thrown(method, values));
            }
        }
    }

    private Throwable thrown(Method method, Object[] values) throws Exception {
        Object target = Modifier.isStatic(method.getModifiers()) ? null : good.get(method.getDeclaringClass());
        try {
            method.invoke(target, values);
            return new AssertionError("nothing is thrown");
        } catch (InvocationTargetException e) {
            return Objects.requireNonNull(e.getCause());
        }
    }

    private Object goodFor(Method method, Class<?> type) {
        return method.getParameterTypes()[0] == String.class && type == String.class
                ? "DescribeImages"
                : Objects.requireNonNull(good.get(type), () -> "a good " + type);
    }

    private Map<Class<?>, Object> good() {
        Map<Class<?>, Object> values = new HashMap<>();
        values.put(FakeTencentCloud.class, cloud);
        cloud.changeImage(image, described -> values.put(FakeImage.class, described));
        cloud.organization(described -> values.put(FakeOrganization.class, described));
        values.put(OrganizationRole.class, OrganizationRole.MANAGER);
        values.put(Fault.class, Fault.dropBefore());
        values.put(int.class, 200);
        values.put(boolean.class, true);
        values.put(Runnable.class, (Runnable) () -> {});
        values.put(LongSupplier.class, (LongSupplier) System::nanoTime);
        values.put(String.class, "text");
        values.put(String[].class, new String[] {"--help"});
        values.put(PrintWriter.class, new PrintWriter(new StringWriter()));
        values.put(Duration.class, Duration.ZERO);
        values.put(Instant.class, Instant.EPOCH);
        values.put(ImageId.class, image);
        values.put(BlueprintId.class, blueprint);
        values.put(AccountId.class, AccountId.of("1"));
        values.put(AssumedRole.class, AssumedRole.of("qcs::cam::uin/1:roleName/images"));
        values.put(AccountId[].class, new AccountId[] {AccountId.of("1")});
        values.put(Region.class, Region.of("ap-guangzhou"));
        values.put(Credential.class, cloud.credential());
        values.put(Consumer.class, (Consumer<Object>) ignored -> {});
        values.put(ImageType.class, ImageType.PRIVATE_IMAGE);
        values.put(ImageState.class, ImageState.NORMAL);
        values.put(ImageSource.class, ImageSource.CREATE_IMAGE);
        values.put(LicenseType.class, LicenseType.BYOL);
        values.put(RefusalEffect.class, RefusalEffect.NONE);
        values.put(SyncingImage.class, SyncingImage.COPY);
        values.put(DuplicateNames.class, DuplicateNames.REFUSED);
        values.put(CopyIds.class, CopyIds.IN_ANSWER);
        values.put(RequestCounting.class, RequestCounting.NO_BURST);
        values.put(EmptySet.class, EmptySet.NULL);
        values.put(LighthouseRole.class, LighthouseRole.GRANTED);
        return values;
    }

    static Stream<Arguments> delays() {
        return Stream.of(
                Arguments.of("lag", (BiConsumer<FakeTencentCloud, Duration>) FakeTencentCloud::readLag),
                Arguments.of("duration", (BiConsumer<FakeTencentCloud, Duration>) FakeTencentCloud::copying),
                Arguments.of("latency", (BiConsumer<FakeTencentCloud, Duration>) FakeTencentCloud::latency),
                Arguments.of("skew", (BiConsumer<FakeTencentCloud, Duration>) FakeTencentCloud::clockSkew),
                arguments("wait", (BiConsumer<FakeTencentCloud, Duration>) (cloud, wait) -> Fault.silent(wait)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("delays")
    void centuriesAreRefused(String name, BiConsumer<FakeTencentCloud, Duration> set) {
        for (Duration absurd : List.of(
                Duration.ofDays(300 * 365),
                Duration.ofDays(-300 * 365),
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofSeconds(Long.MIN_VALUE))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> set.accept(cloud, absurd))
                    .withMessageStartingWith(name + " " + absurd + ": ");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void aStrangersPartOutOfRangeIsRefused(double part) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cloud.strangerUses(part))
                .withMessage("part " + part + ": from 0 to less than 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 99})
    void numbersOutOfRangeAreRefused(int number) {
        List<Runnable> calls = List.of(
                () -> FakeTencentCloud.start(number == 99 ? 65_536 : number),
                () -> Fault.httpStatus(number, ""),
                () -> cloud.addImages(Math.min(number, -1)),
                () -> cloud.accountLimit(Math.min(number, -1)),
                () -> cloud.accountsPerRequest(Math.min(number, 0)),
                () -> cloud.imageQuota(Region.of("ap-guangzhou"), Math.min(number, -1)),
                () -> cloud.rate("DescribeImages", Math.min(number, 0)),
                () -> cloud.failNext("DescribeImages", Math.min(number, -1), Fault.dropAfter()));
        assertThat(calls)
                .allSatisfy(call -> assertThat(catchThrowable(call::run))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(": "));
    }
}
