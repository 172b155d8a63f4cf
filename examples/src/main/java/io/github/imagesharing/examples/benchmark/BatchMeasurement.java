package io.github.imagesharing.examples.benchmark;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Runs one client on a new fake cloud with the published rates. The paced time is the shortest time that the quota
 * allows: a tenth of a second for each image except the first, and the latency of two reads and one write.
 */
public final class BatchMeasurement {

    private static final List<AccountId> ACCOUNTS = List.of(AccountId.of("1038493875"), AccountId.of("100000000018"));

    private final int images;
    private final Duration latency;

    public BatchMeasurement(int images, Duration latency) {
        this.images = images;
        this.latency = latency;
    }

    /** Runs the client and returns a row of the table. */
    public String run(BatchClient client) throws InterruptedException {
        Region region = Region.of("ap-guangzhou");
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            client.share(cloud, region, cloud.addImages(1), ACCOUNTS); // loads the classes and opens the connections
            // The fake cloud counts requests within one second: a second later those of the warm-up do not count.
            Thread.sleep(1000);
            List<ImageId> all = cloud.addImages(images);
            cloud.resetRequests();
            cloud.latency(latency);
            long begun = System.nanoTime();
            client.share(cloud, region, all, ACCOUNTS);
            double seconds = (System.nanoTime() - begun) / 1e9;
            double paced = (images - 1) / 10.0 + 3 * latency.toMillis() / 1e3;
            long lost = all.stream()
                    .mapToLong(
                            image -> ACCOUNTS.size() - cloud.accountsOf(image).size())
                    .sum();
            return String.format(
                    Locale.ROOT,
                    "| %d ms | %s | %.2f | %.3f | %d of %d | %d | %d |",
                    latency.toMillis(),
                    client.title(),
                    seconds,
                    seconds / paced,
                    lost,
                    (long) images * ACCOUNTS.size(),
                    cloud.requests().size(),
                    cloud.throttled());
        }
    }
}
