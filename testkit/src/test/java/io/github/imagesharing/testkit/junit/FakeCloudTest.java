package io.github.imagesharing.testkit.junit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.Client;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** What {@link FakeCloud} gives to tests that pass, fail, are nested, and run side by side. */
class FakeCloudTest {

    /** The addresses of the clouds that the tests inside have had. */
    private static final Set<URI> SEEN = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.config.executor-service", "fork_join_pool")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .execute();
    }

    private static void assertAllClosed(int howMany) {
        assertThat(SEEN)
                .hasSize(howMany)
                .allSatisfy(address -> assertThatThrownBy(
                                () -> new Socket(address.getHost(), address.getPort()).close())
                        .isInstanceOf(ConnectException.class));
    }

    private static Throwable failureOf(Class<?> tests) {
        return run(tests).allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .findFirst()
                .orElseThrow();
    }

    @FakeCloud(region = "ap-nanjing", images = 2)
    static class Given {

        private final FakeTencentCloud cloud;

        Given(FakeTencentCloud cloud) {
            this.cloud = cloud;
        }

        @BeforeEach
        void prepare(CloudSettings settings, FakeTencentCloud same) {
            assertThat(same).isSameAs(cloud);
            assertThat(settings.endpoint()).contains(cloud.endpoint());
        }

        @Test
        void byItsClass(CloudSettings settings) {
            assertImages(cloud, settings, "ap-nanjing", 2);
            cloud.addImage();
        }

        @Test
        void anew(CloudSettings settings) {
            assertImages(cloud, settings, "ap-nanjing", 2);
        }

        @Test
        @FakeCloud(images = 5)
        void byItsMethod(CloudSettings settings) {
            assertImages(cloud, settings, "ap-guangzhou", 5);
        }

        @ParameterizedTest
        @ValueSource(strings = "img-6pb6lrmy")
        void besideTheParametersOfOthers(ImageId image, FakeTencentCloud same) {
            assertThat(image).hasToString("img-6pb6lrmy");
            assertThat(same).isSameAs(cloud);
        }

        @AfterEach
        void lookAgain(FakeTencentCloud same) {
            assertThat(same).isSameAs(cloud);
            SEEN.add(cloud.endpoint());
        }

        @Nested
        class Inside {

            @Test
            void byTheClassAroundIt(FakeTencentCloud same, CloudSettings settings) {
                assertThat(same).isSameAs(cloud);
                assertImages(cloud, settings, "ap-nanjing", 2);
            }

            @Nested
            @FakeCloud(images = 1)
            class AndAgain {

                @Test
                void byTheNearest(CloudSettings settings) {
                    assertImages(cloud, settings, "ap-guangzhou", 1);
                }
            }
        }
    }

    private static void assertImages(FakeTencentCloud cloud, CloudSettings settings, String region, int images) {
        assertThat(settings.region()).isEqualTo(Region.of(region));
        assertThat(cloud.imagesIn(Region.of(region))).hasSize(images);
        assertThat(cloud.imagesIn(Region.of("eu-frankfurt"))).isEmpty();
    }

    @Test
    void theNearestAnnotationSaysWhatTheCloudOfATestIsLike() {
        run(Given.class)
                .testEvents()
                .assertStatistics(events -> events.succeeded(6).failed(0));

        assertAllClosed(6);
    }

    @FakeCloud(images = 1)
    @Execution(ExecutionMode.CONCURRENT)
    static class SideBySide {

        private static final CyclicBarrier BOTH = new CyclicBarrier(2);

        @RepeatedTest(2)
        void eachHasItsOwn(FakeTencentCloud cloud, CloudSettings settings) throws Exception {
            SEEN.add(cloud.endpoint());
            cloud.addImage();
            BOTH.await(30, TimeUnit.SECONDS);
            assertThat(cloud.imagesIn(settings.region())).hasSize(2);
            BOTH.await(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void testsThatRunAtTheSameTimeHaveACloudEach() {
        run(SideBySide.class)
                .testEvents()
                .assertStatistics(events -> events.succeeded(2).failed(0));

        assertAllClosed(2);
    }

    @FakeCloud
    static class Failing {

        @BeforeEach
        void see(FakeTencentCloud cloud) {
            SEEN.add(cloud.endpoint());
        }

        @Test
        void failsAfterRequests(FakeTencentCloud cloud) {
            cloud.unlimitedRates();
            for (int i = 1; i <= 60; i++) {
                new Client(cloud).call("DescribeImages", "{\"Limit\":" + i + "}");
            }
            cloud.refuse("cvm:DescribeImages");
            new Client(cloud).call("DescribeImages", "{\"Limit\":61}");
            new Client(cloud).call("AssumeRole", "{\"RoleArn\":\"a-token\"}");
            fail("on purpose");
        }

        @Test
        void passesAfterOne(FakeTencentCloud cloud) {
            new Client(cloud).call("DescribeImages", "{}");
        }
    }

    @Test
    void aTestThatFailsReportsItsLastRequestsAndIsCleanedUp() {
        Events events = run(Failing.class).allEvents();

        assertThat(events.reportingEntryPublished().stream()
                        .map(event -> event.getTestDescriptor().getDisplayName()))
                .containsExactly("failsAfterRequests(FakeTencentCloud)");
        String said = events.reportingEntryPublished().stream()
                .map(FakeCloudTest::text)
                .findFirst()
                .orElseThrow();
        assertThat(said.lines()).hasSize(51).first().isEqualTo("62 requests");
        assertThat(said)
                .contains(" cvm:DescribeImages in ap-guangzhou {\"Limit\":13}" + System.lineSeparator())
                .contains(" cvm:DescribeImages in ap-guangzhou {\"Limit\":61} refused with UnauthorizedOperation")
                .contains(" sts:AssumeRole in ap-guangzhou refused with ")
                .doesNotContain("{\"Limit\":12}", "a-token", "AKID");
        assertAllClosed(2);
    }

    private static String text(Event published) {
        return requireNonNull(published
                .getRequiredPayload(ReportEntry.class)
                .getKeyValuePairs()
                .get("fake cloud"));
    }

    @FakeCloud(region = "Guangzhou")
    static class InNoRegion {
        @Test
        void test() {}
    }

    static class WithTooFewImages {
        @Test
        @FakeCloud(images = -1)
        void test() {}
    }

    @Test
    void whatTheAnnotationCannotMeanIsNamed() {
        assertThat(failureOf(InNoRegion.class))
                .hasMessageContainingAll("@FakeCloud of FakeCloudTest", "region \"Guangzhou\"", "ap-guangzhou");
        assertThat(failureOf(WithTooFewImages.class)).hasMessage("@FakeCloud of test(): images -1: 0 or more");
    }

    @FakeCloud
    static class ForOthers {
        @Test
        void test(Region region, List<ImageId> images) {}
    }

    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @FakeCloud(images = 4)
    private @interface OurCloud {}

    @OurCloud
    static class Composed {
        @Test
        void test(FakeTencentCloud cloud, CloudSettings settings) {
            assertImages(cloud, settings, "ap-guangzhou", 4);
        }
    }

    @Test
    void otherTypesAreLeftToOthers() {
        assertThat(failureOf(ForOthers.class)).hasMessageContaining("No ParameterResolver registered");
    }

    static class Inheriting extends Composed {}

    @ParameterizedTest
    @ValueSource(classes = {Composed.class, Inheriting.class})
    void anAnnotationOfTheUsersMayCarryItAndASubclassHasIt(Class<?> tests) {
        run(tests).testEvents().assertStatistics(events -> events.succeeded(1));
    }

    /** Its arguments would be made before the tests, and one cloud would serve them all. */
    @FakeCloud
    static class ByAFactory {

        static Stream<ImageId> images(FakeTencentCloud cloud) {
            return Stream.of(cloud.addImage(), cloud.addImage());
        }

        @ParameterizedTest
        @MethodSource("images")
        void test(ImageId image) {}
    }

    @Test
    void aStaticMethodIsGivenNone() {
        assertThat(failureOf(ByAFactory.class)).hasMessageContaining("No ParameterResolver registered");
    }

    @FakeCloud
    static class Aborted {
        @Test
        void test(FakeTencentCloud cloud) {
            SEEN.add(cloud.endpoint());
            assumeTrue(false, "on purpose");
        }
    }

    @Test
    void aTestThatIsAbortedReportsNothingAndIsCleanedUp() {
        EngineExecutionResults results = run(Aborted.class);

        results.testEvents().assertStatistics(events -> events.aborted(1));
        assertThat(results.allEvents().reportingEntryPublished().count()).isZero();
        assertAllClosed(1);
    }
}
