package io.github.imagesharing.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Maps;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.Retry;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.lighthouse.LighthouseSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.Fault;
import io.github.imagesharing.testkit.RefusalEffect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random schedules of faults during all operations that change something, for each behaviour that the service may have.
 * A report must agree with the state of the fake cloud and must name every account asked for. {@code -Dchaos.seed=N}
 * runs one schedule again, {@code -Dchaos.schedules=N} runs N schedules.
 */
class ChaosTest {

    private static final String WRITE = "cvm:ModifyImageSharePermission";
    private static final List<String> ACTIONS = List.of(
            WRITE,
            WRITE,
            WRITE,
            "DescribeImageSharePermission",
            "DescribeImages",
            "DescribeSnapshots",
            "GetCallerIdentity",
            "lighthouse:ModifyImageSharePermission",
            "DescribeImagesToShare");

    private static final List<Fault> FAULTS = List.of(
            Fault.dropBefore(),
            Fault.dropAfter(),
            Fault.throttled(),
            Fault.error("InternalError", "try later"),
            Fault.errorAfter("InternalError", "try later"),
            Fault.httpStatus(502, "<html>bad gateway</html>"),
            Fault.httpStatusAfter(503, ""),
            Fault.answer("{\"Response\":{}}"),
            Fault.answerAfter("{}"),
            Fault.answerAfter("{\"Response\":{\"RequestId\":"));

    static LongStream seeds() {
        Long one = Long.getLong("chaos.seed");
        long first = System.nanoTime();
        return one != null ? LongStream.of(one) : LongStream.range(first, first + Long.getLong("chaos.schedules", 150));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noReportDiffersFromTheTruth(long seed) {
        try {
            play(seed);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("run it again with -Dchaos.seed=" + seed, e);
        }
    }

    private static void play(long seed) {
        Random chance = new Random(seed);
        try (FakeTencentCloud cloud = FakeTencentCloud.start();
                ImageSharingService sharing = service(cloud)) {
            cloud.unlimitedRates();
            cloud.refusalEffect(pick(chance, List.of(RefusalEffect.values())));
            cloud.resharingFails(chance.nextBoolean());
            cloud.accountsPerRequest(pick(chance, List.of(500, 500, 7, 3)));
            cloud.readLag(pick(chance, List.of(Duration.ZERO, Duration.ofMillis(40))));
            List<AccountId> accounts = IntStream.range(0, 1 + chance.nextInt(25))
                    .mapToObj(i -> AccountId.of(String.valueOf(200_000_000_000L + i)))
                    .toList();
            accounts.stream().filter(account -> chance.nextInt(12) == 0).forEach(cloud::closeAccount);
            List<ImageId> images = cloud.addImages(3);
            while (sharing.images().size() < images.size()) {
                Thread.onSpinWait(); // with a read lag a new image is not listed at once
            }
            for (int step = 0; step < 4; step++) {
                IntStream.range(0, chance.nextInt(4))
                        .forEach(i ->
                                cloud.failNext(pick(chance, ACTIONS), 1 + chance.nextInt(3), pick(chance, FAULTS)));
                step(chance, cloud, sharing, images, accounts);
            }
        }
    }

    private static void step(
            Random chance,
            FakeTencentCloud cloud,
            ImageSharingService sharing,
            List<ImageId> images,
            List<AccountId> accounts) {
        List<AccountId> asked = List.copyOf(accounts.subList(chance.nextInt(accounts.size()), accounts.size()));
        ImageId image = pick(chance, images);
        Truth truth = Truth.of(cloud, images);
        switch (chance.nextInt(7)) {
            case 0 -> truth.after(account -> true, asked, image, () -> sharing.share(image, asked));
            case 1 -> truth.after(account -> false, asked, image, () -> sharing.unshare(image, asked));
            case 2 -> truth.isTold(account -> true, asked, sharing.shareAll(images, asked));
            case 3 -> truth.isTold(account -> false, asked, sharing.unshareAll(images, asked));
            case 4, 5 -> plan(truth, sharing, image, asked);
            default -> lighthouse(cloud, sharing, image);
        }
    }

    private static void plan(Truth truth, ImageSharingService sharing, ImageId image, List<AccountId> desired) {
        SharePlan plan;
        try {
            plan = sharing.plan(image, desired);
        } catch (ImageSharingException unreadable) {
            return;
        }
        List<AccountId> named = Stream.of(plan.toShare(), plan.toUnshare(), plan.unchanged())
                .flatMap(Set::stream)
                .toList();
        truth.after(desired::contains, named, image, () -> sharing.apply(plan));
    }

    /** The access before a call; the fake cloud tells the access after it. */
    private record Truth(FakeTencentCloud cloud, Map<ImageId, Set<AccountId>> before) {

        static Truth of(FakeTencentCloud cloud, List<ImageId> images) {
            return new Truth(cloud, Maps.toMap(images, cloud::accountsOf));
        }

        void after(Predicate<AccountId> wanted, List<AccountId> asked, ImageId image, Supplier<ShareReport> call) {
            try {
                isTold(wanted, asked, call.get());
            } catch (ImageSharingException e) {
                e.report()
                        .ifPresentOrElse(
                                report -> isTold(wanted, asked, report),
                                () -> assertThat(cloud.accountsOf(image)).isEqualTo(before.get(image)));
            }
        }

        void isTold(Predicate<AccountId> wanted, List<AccountId> asked, BatchReport report) {
            assertThat(report.reports()).containsOnlyKeys(before.keySet());
            report.reports().values().forEach(one -> isTold(wanted, asked, one));
        }

        void isTold(Predicate<AccountId> wanted, List<AccountId> asked, ShareReport report) {
            Set<AccountId> was = requireNonNull(before.get((ImageId) report.target()));
            Set<AccountId> is = cloud.accountsOf((ImageId) report.target());
            assertThat(report.outcomes().keySet()).containsExactlyElementsOf(asked);
            assertThat(report.changed()).allMatch(account -> is.contains(account) == wanted.test(account));
            assertThat(report.unchanged()).allMatch(account -> is.contains(account) == wanted.test(account));
            assertThat(report.failed().keySet())
                    .as(String.valueOf(report.failed()))
                    .allMatch(account -> is.contains(account) == was.contains(account));
        }
    }

    private static void lighthouse(FakeTencentCloud cloud, ImageSharingService sharing, ImageId image) {
        try {
            BlueprintId blueprint = sharing.shareToLighthouse(image);
            assertThat(cloud.blueprintOf(image)).contains(blueprint);
            sharing.unshareFromLighthouse(image);
            assertThat(cloud.blueprintOf(image)).isEmpty();
        } catch (AlreadySharedException e) {
            assertThat(cloud.blueprintOf(image)).isPresent();
        } catch (ImageSharingException e) {
            assertThat(e.isRetryable()).as(String.valueOf(e)).isTrue();
        }
    }

    private static ImageSharingService service(FakeTencentCloud cloud) {
        CloudSettings settings = cloud.settings(Region.of("ap-guangzhou")).toBuilder()
                .quota(RequestQuota.unlimited())
                .retry(Retry.defaults().backoff(Duration.ofMillis(2), Duration.ofMillis(120)))
                .build();
        return ImageSharingService.builder()
                .cvm(CvmSharing.connect(settings))
                .lighthouse(LighthouseSharing.connect(settings))
                .build();
    }

    private static <T> T pick(Random chance, List<T> some) {
        return some.get(chance.nextInt(some.size()));
    }
}
