package io.github.imagesharing.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.Retry;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.lighthouse.LighthouseSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.Fault;
import io.github.imagesharing.testkit.RecordedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@link Retry#attempts()} is how often one request is delivered at most, whatever mixture of faults it meets and by
 * whichever method it is sent. {@code -Ddeliveries.seed=n} runs one of the random mixtures alone.
 */
@Execution(ExecutionMode.CONCURRENT)
class DeliveriesTest {

    private static final List<AccountId> PARTNERS = List.of(AccountId.of("1038493875"), AccountId.of("1038493876"));

    /** More faults than any loop may meet. */
    private static final int FAULTS = 80;

    /** One method that changes something. */
    private enum Way {
        SHARE("cvm:ModifyImageSharePermission") {
            @Override
            void run(ImageSharingService sharing, Fixture fixture) {
                sharing.share(fixture.fresh, PARTNERS);
            }
        },
        UNSHARE("cvm:ModifyImageSharePermission") {
            @Override
            void run(ImageSharingService sharing, Fixture fixture) {
                sharing.unshare(fixture.shared, PARTNERS);
            }
        },
        APPLY("cvm:ModifyImageSharePermission") {
            @Override
            void run(ImageSharingService sharing, Fixture fixture) {
                sharing.apply(sharing.plan(fixture.shared, List.of(AccountId.of("1038493877"))));
            }
        },
        BATCH("cvm:ModifyImageSharePermission") {
            @Override
            void run(ImageSharingService sharing, Fixture fixture) {
                sharing.shareAll(fixture.batch, PARTNERS).reports().values().forEach(report -> report.orThrow());
            }
        },
        SHARE_TO_LIGHTHOUSE("lighthouse:ModifyImageSharePermission") {
            @Override
            void run(ImageSharingService sharing, Fixture fixture) {
                sharing.shareToLighthouse(fixture.fresh);
            }
        },
        UNSHARE_FROM_LIGHTHOUSE("lighthouse:ModifyImageSharePermission") {
            @Override
            void run(ImageSharingService sharing, Fixture fixture) {
                sharing.unshareFromLighthouse(fixture.inLighthouse);
            }
        },
        SHARE_BLUEPRINT("lighthouse:ShareBlueprintAcrossAccounts") {
            @Override
            void run(ImageSharingService sharing, Fixture fixture) {
                sharing.shareBlueprint(fixture.blueprint, PARTNERS);
            }
        },
        UNSHARE_BLUEPRINT("lighthouse:CancelShareBlueprintAcrossAccounts") {
            @Override
            void run(ImageSharingService sharing, Fixture fixture) {
                sharing.unshareBlueprint(fixture.sharedBlueprint, PARTNERS);
            }
        };

        private final String action;

        Way(String action) {
            this.action = action;
        }

        abstract void run(ImageSharingService sharing, Fixture fixture);
    }

    /** Faults, one for each delivery; each of them may be tried again. */
    private record Mixture(String name, IntFunction<Fault> faults) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Fault BUSY = Fault.error("InternalError", "busy");

    static Stream<Mixture> mixtures(int attempts) {
        Stream<Mixture> regular = Stream.of(
                new Mixture("throttled", i -> Fault.throttled()),
                new Mixture("cut", i -> Fault.dropBefore()),
                new Mixture("failing", i -> BUSY),
                new Mixture("throttled and cut in turn", i -> i % 2 == 0 ? Fault.throttled() : Fault.dropBefore()),
                // As often throttled as a loop inside the loop would bear, then cut, and again.
                new Mixture(
                        "throttled, then cut",
                        i -> i % attempts == attempts - 1 ? Fault.dropBefore() : Fault.throttled()));
        Long one = Long.getLong("deliveries.seed");
        Stream<Long> seeds = one == null ? IntStream.range(0, 6).mapToObj(i -> (long) i) : Stream.of(one);
        return Stream.concat(regular, seeds.map(seed -> {
            Random chance = new Random(seed * 0x9E3779B97F4A7C15L);
            List<Fault> faults = IntStream.range(0, FAULTS)
                    .mapToObj(i ->
                            List.of(Fault.throttled(), Fault.dropBefore(), BUSY).get(chance.nextInt(3)))
                    .toList();
            return new Mixture("seed " + seed, faults::get);
        }));
    }

    static Stream<Arguments> table() {
        return Stream.of(2, 3, 6)
                .flatMap(attempts -> Stream.of(Way.values())
                        .flatMap(way -> mixtures(attempts).map(mixture -> arguments(attempts, way, mixture))));
    }

    @ParameterizedTest(name = "{1} with attempts({0}), {2}")
    @MethodSource("table")
    void aRequestIsDeliveredAsOftenAsAttemptsSayAndNoMore(int attempts, Way way, Mixture mixture) {
        try (Fixture fixture = new Fixture();
                ImageSharingService sharing = fixture.service(attempts)) {
            for (int i = 0; i < FAULTS; i++) {
                fixture.cloud.failNext(way.action, mixture.faults.apply(i));
            }

            Throwable thrown = catchThrowable(() -> way.run(sharing, fixture));

            assertThat(thrown).isInstanceOf(ImageSharingException.class);
            Map<String, Long> deliveries = fixture.cloud.requests(way.action).stream()
                    .collect(Collectors.groupingBy(RecordedRequest::body, Collectors.counting()));
            assertThat(deliveries).isNotEmpty();
            assertThat(deliveries.values())
                    .allSatisfy(times -> assertThat(times).isEqualTo(attempts));
        }
    }

    @Test
    void whatASecondMethodSendsHasABudgetOfItsOwn() {
        try (Fixture fixture = new Fixture();
                ImageSharingService sharing = fixture.service(2)) {
            fixture.cloud.failAlways(Way.SHARE.action, Fault.throttled());
            for (int call = 1; call <= 3; call++) {
                assertThat(catchThrowable(() -> Way.SHARE.run(sharing, fixture)))
                        .isNotNull();
                assertThat(fixture.cloud.requests(Way.SHARE.action)).hasSize(2 * call);
            }
        }
    }

    /** A cloud with something for each way. */
    private static final class Fixture implements AutoCloseable {

        private final FakeTencentCloud cloud = FakeTencentCloud.start();
        private final ImageId fresh = cloud.addImage();
        private final ImageId shared = cloud.addImage();
        private final ImageId inLighthouse = cloud.addImage();
        private final List<ImageId> batch = cloud.addImages(3);
        private final BlueprintId blueprint = cloud.addBlueprint(inLighthouse);
        private final BlueprintId sharedBlueprint = cloud.addBlueprint(cloud.addImage());

        Fixture() {
            cloud.unlimitedRates();
            PARTNERS.forEach(partner -> cloud.shareElsewhere(shared, partner));
            PARTNERS.forEach(partner -> cloud.shareElsewhere(sharedBlueprint, partner));
        }

        ImageSharingService service(int attempts) {
            var settings = cloud.settings(Region.of("ap-guangzhou")).toBuilder()
                    .quota(RequestQuota.unlimited())
                    .retry(Retry.defaults()
                            .attempts(attempts)
                            .backoff(Duration.ofMillis(1), Duration.ofMillis(4))
                            .deadline(Duration.ofSeconds(60)))
                    .build();
            return ImageSharingService.builder()
                    .cvm(CvmSharing.connect(settings))
                    .lighthouse(LighthouseSharing.connect(settings))
                    .build();
        }

        @Override
        public void close() {
            cloud.close();
        }
    }
}
