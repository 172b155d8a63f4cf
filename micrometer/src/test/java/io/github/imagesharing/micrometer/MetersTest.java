package io.github.imagesharing.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.distributed.proxy.AbstractProxyManager;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.Request;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.DistributedQuota;
import io.github.imagesharing.DistributionReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.testkit.Fault;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Prometheus scrapes after calls that ended in every way. */
class MetersTest extends ObservedFixture {

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ObservationRegistry registry = ObservationRegistry.create();
    private final MicrometerCallObserver observer =
            MicrometerCallObserver.builder(registry).meters(meters).build();

    MetersTest() {
        registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    }

    @Test
    void everySampleOfAMeterHasTheSameKeysHoweverTheCallsEnd() {
        endInEveryWay();

        Map<String, Set<Set<String>>> keys = new TreeMap<>();
        samples()
                .forEach((sample, value) -> keys.computeIfAbsent(name(sample), absent -> new HashSet<>())
                        .add(keys(sample)));
        assertThat(keys).allSatisfy((name, sets) -> assertThat(sets).as(name).hasSize(1));
        assertThat(keys)
                .containsKeys(
                        "image_sharing_api_call_seconds_count",
                        "image_sharing_api_call_attempt_failed_total",
                        "image_sharing_operation_seconds_count",
                        "image_sharing_api_attempt_seconds_count",
                        "image_sharing_quota_wait_seconds_count",
                        "image_sharing_accounts_total");
        assertThat(keys.get("image_sharing_api_call_seconds_count"))
                .containsExactly(Set.of(
                        "rpc_system_name",
                        "rpc_method",
                        "rpc_status_code",
                        "error_type",
                        "server_address",
                        "cloud_region",
                        "error"));
        assertThat(keys.get("image_sharing_api_attempt_seconds_count"))
                .containsExactly(Set.of("rpc_method", "cloud_region", "error_type"));
        assertThat(keys.get("image_sharing_quota_wait_seconds_count"))
                .containsExactly(Set.of("rpc_method", "cloud_region"));
        assertThat(keys.get("image_sharing_accounts_total")).containsExactly(Set.of("operation", "outcome"));
    }

    @Test
    void theAccountsOfEveryChangeBeginAtZero() {
        Set<Class<?>> reports = Set.of(ShareReport.class, BatchReport.class, DistributionReport.class);
        List<String> changes = Stream.of(ImageSharingService.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && reports.contains(method.getReturnType()))
                .map(Method::getName)
                .distinct()
                .toList();

        assertThat(Meters.CHANGES).containsExactlyInAnyOrderElementsOf(changes);
        assertThat(changes)
                .allSatisfy(change -> assertThat(meters.scrape())
                        .contains("image_sharing_accounts_total{operation=\"" + change + "\",outcome=\"failed\"} 0.0"));
    }

    @Test
    void theErrorTypesOfCallsAreBounded() {
        endInEveryWay();

        assertThat(samples().keySet().stream()
                        .filter(sample -> name(sample).equals("image_sharing_api_call_seconds_count"))
                        .map(sample -> label(sample, "error_type")))
                .containsOnly(
                        "none",
                        "InvalidAccountId.NotFound",
                        "_OTHER",
                        "ThrottledException",
                        "CloudUnreachableException");
    }

    @Test
    void noAccountImageOrRequestIsInAnySample() {
        List<ImageId> images = endInEveryWay();

        String scraped = meters.scrape();
        assertThat(scraped).doesNotContain(PARTNER.value(), cloud.ownAccount().value());
        assertThat(images).allSatisfy(image -> assertThat(scraped).doesNotContain(image.value()));
    }

    @Test
    void theAttemptsThatWereSentAreTheRequests() {
        cloud.failNext(DESCRIBE, 3, Fault.throttled());

        endInEveryWay();

        assertThat(sum("image_sharing_api_attempt_seconds_count", ""))
                .isEqualTo(cloud.requests().size());
        assertThat(sum("image_sharing_api_attempt_seconds_count", "error_type=\"RequestLimitExceeded\""))
                .isEqualTo(3);
        assertThat(cloud.throttled()).isEqualTo(3);
        assertThat(sum("image_sharing_quota_wait_seconds_count", ""))
                .isGreaterThan(cloud.requests().size());
    }

    @Test
    void anAttemptIsMeasuredWithoutItsWait() {
        RequestQuota slow = (api, host, maxWait) -> {
            Thread.sleep(200);
            return RequestQuota.unlimited().await(api, host, maxWait);
        };
        ImageSharingService service =
                service(ImageSharingService.builder(), settings(observer).quota(slow));
        ImageId image = cloud.addImage();
        long begun = System.nanoTime();
        service.sharedWith(image);
        double took = (System.nanoTime() - begun) / 1e9;

        double waited = sum("image_sharing_quota_wait_seconds_sum", "");
        assertThat(waited).isGreaterThanOrEqualTo(0.2);
        assertThat(sum("image_sharing_api_attempt_seconds_sum", ""))
                .as("the one is no part of the other")
                .isBetween(0.000_001, took - waited);
    }

    @Test
    void accountsAreCountedByOperationAndOutcomeAlsoWhereTheOperationFails() {
        ImageSharingService service = service(observer);
        AccountId closed = AccountId.of("100000876543");
        cloud.closeAccount(closed);
        ImageId image = cloud.addImage();
        service.share(image, List.of(PARTNER));
        fails(() -> service.share(image, List.of(PARTNER, closed, AccountId.of("100000000777"))));
        BatchReport batch = service.shareAll(cloud.addImages(3), List.of(PARTNER, closed));
        cloud.failAlways(MODIFY, Fault.error("Invented.Code", "no"));
        ImageSharingService other = service(observer);
        fails(() -> other.unshare(image, List.of(PARTNER)));

        assertThat(batch.isComplete()).isFalse();
        assertThat(accounts("share", "changed")).isEqualTo(2);
        assertThat(accounts("share", "unchanged")).isEqualTo(1);
        assertThat(accounts("share", "failed")).isEqualTo(1);
        assertThat(accounts("share", "unknown")).isZero();
        assertThat(accounts("shareAll", "changed")).isEqualTo(3);
        assertThat(accounts("shareAll", "failed")).isEqualTo(3);
        assertThat(accounts("unshare", "failed")).isEqualTo(1);
    }

    @Test
    void theEngineOfADistributedQuotaIsUpUntilItFails() {
        DistributedQuota quota = RequestQuota.distributed(new Down());
        MicrometerCallObserver observed = MicrometerCallObserver.builder(registry)
                .meters(meters)
                .quota(quota)
                .build();
        assertThat(sum("image_sharing_quota_distributed_up", "")).isEqualTo(1);

        service(ImageSharingService.builder(), settings(observed).quota(quota)).sharedWith(cloud.addImage());

        assertThat(sum("image_sharing_quota_distributed_up", "")).isZero();
    }

    @Test
    void anotherQuotaHasNoSuchMeter() {
        var unused = MicrometerCallObserver.builder(registry)
                .meters(meters)
                .quota(RequestQuota.published())
                .build();

        assertThat(meters.scrape()).doesNotContain("image_sharing_quota_distributed_up");
    }

    /** Successes, a refusal, an invented code, no answer, and one that never was sent. */
    private List<ImageId> endInEveryWay() {
        ImageSharingService service = service(observer);
        List<ImageId> images = cloud.addImages(6);
        service.shareAll(images.subList(0, 2), List.of(PARTNER));
        AccountId closed = AccountId.of("100000876543");
        cloud.closeAccount(closed);
        fails(() -> service.share(images.get(2), List.of(closed)));
        cloud.failNext(MODIFY, Fault.error("Invented.Code" + images.get(3), "no"));
        fails(() -> service.share(images.get(3), List.of(PARTNER)));
        cloud.failAlways(DESCRIBE, Fault.dropBefore());
        fails(() -> service.sharedWith(images.get(4)));
        cloud.heal();
        RequestQuota never = (api, host, maxWait) -> Optional.empty();
        ImageSharingService refused = service(
                ImageSharingService.builder(),
                settings(observer)
                        .quota(never)
                        .retry(Retry.defaults().attempts(1).deadline(Duration.ofMillis(200))));
        fails(() -> refused.sharedWith(images.get(5)));
        return images;
    }

    private static void fails(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(ImageSharingException.class);
    }

    private double accounts(String operation, String outcome) {
        return sum("image_sharing_accounts_total", "operation=\"%s\",outcome=\"%s\"".formatted(operation, outcome));
    }

    /** All samples of that name whose keys contain a text. */
    private double sum(String name, String keys) {
        return samples().entrySet().stream()
                .filter(sample ->
                        name(sample.getKey()).equals(name) && sample.getKey().contains(keys))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private Map<String, Double> samples() {
        return meters.scrape()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
    }

    private static String name(String sample) {
        return sample.replaceFirst("\\{.*", "");
    }

    private static Set<String> keys(String sample) {
        return Pattern.compile("(\\w+)=\"")
                .matcher(sample)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String label(String sample, String key) {
        return Pattern.compile("\\b" + key + "=\"([^\"]*)\"")
                .matcher(sample)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    /** An engine that is down. */
    private static final class Down extends AbstractProxyManager<String> {

        Down() {
            super(ClientSideConfig.getDefault());
        }

        @Override
        protected <T> CommandResult<T> execute(String key, Request<T> request) {
            throw new IllegalStateException("connection refused");
        }

        @Override
        protected <T> CompletableFuture<CommandResult<T>> executeAsync(String key, Request<T> request) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected CompletableFuture<Void> removeAsync(String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void removeProxy(String key) {}

        @Override
        public boolean isAsyncModeSupported() {
            return false;
        }
    }
}
