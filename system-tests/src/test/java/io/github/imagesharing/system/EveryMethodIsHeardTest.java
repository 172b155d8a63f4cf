package io.github.imagesharing.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchListener;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CallObserver;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.Distribution;
import io.github.imagesharing.DistributionListener;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.lighthouse.LighthouseSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method of the facade that asks the cloud is one operation of its own name, and no call is outside of one. */
class EveryMethodIsHeardTest {

    private static final Region REGION = Region.of("ap-guangzhou");
    private static final Set<String> ASK_NOTHING = Set.of("in", "close");

    private final FakeTencentCloud cloud = FakeTencentCloud.start();
    private final List<String> operations = new ArrayList<>();
    private final List<String> open = new ArrayList<>();
    private final List<String> outside = new ArrayList<>();

    @AfterEach
    void stop() {
        cloud.close();
    }

    static Stream<Method> methods() {
        return Stream.of(ImageSharingService.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !ASK_NOTHING.contains(method.getName()));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void oneOperation(Method method) throws ReflectiveOperationException {
        cloud.unlimitedRates();
        CloudSettings settings =
                cloud.settings(REGION).toBuilder().observer(new Names()).build();
        try (ImageSharingService sharing = ImageSharingService.builder()
                .cvm(CvmSharing.connect(settings))
                .lighthouse(LighthouseSharing.connect(settings))
                .executor(Runnable::run)
                .build()) {
            Object[] arguments = Stream.of(method.getGenericParameterTypes())
                    .map(this::argument)
                    .toArray();
            try {
                method.invoke(sharing, arguments);
            } catch (InvocationTargetException e) {
                assertThat(e.getCause()).isInstanceOf(ImageSharingException.class);
            }
        }
        assertThat(cloud.requests()).isNotEmpty();
        assertThat(operations).containsExactly(method.getName());
        assertThat(open).isEmpty();
        assertThat(outside).isEmpty();
    }

    private Object argument(Type type) {
        ImageId image = cloud.addImage();
        AccountId account = AccountId.of("1038493875");
        Map<String, Object> good = Map.of(
                ImageId.class.getName(),
                image,
                BlueprintId.class.getName(),
                cloud.addBlueprint(cloud.addImage()),
                ImageQuery.class.getName(),
                ImageQuery.all(),
                SharePlan.class.getName(),
                new SharePlan(image, Set.of(account), Set.of(), Set.of()),
                Duration.class.getName(),
                Duration.ofSeconds(5),
                Distribution.class.getName(),
                Distribution.of(image).sharedWith(List.of(account)),
                BatchListener.class.getName(),
                (BatchListener) progress -> {},
                DistributionListener.class.getName(),
                (DistributionListener) progress -> {});
        String name = type.getTypeName();
        if (name.startsWith("java.util.Collection<")) {
            String element = name.substring(name.indexOf('<') + 1, name.length() - 1);
            return List.of(
                    element.equals(AccountId.class.getName()) ? account : Objects.requireNonNull(good.get(element)));
        }
        return Objects.requireNonNull(good.get(name), name);
    }

    private final class Names implements CallObserver {

        @Override
        public Watch began(Operation operation) {
            operations.add(operation.name());
            open.add(operation.name());
            return new Watch() {
                @Override
                public void ended(Ending ending) {
                    open.remove(operation.name());
                }
            };
        }

        @Override
        public Watch began(Call call) {
            if (open.isEmpty()) {
                outside.add(call.toString());
            }
            return Watch.NONE;
        }
    }
}
