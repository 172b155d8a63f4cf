package io.github.imagesharing.engines.benchmark;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Runs one client on a new fake cloud that enforces the published ten writes a second in its own way. */
public final class BatchMeasurement {

    private static final List<AccountId> ACCOUNTS = List.of(AccountId.of("1038493875"), AccountId.of("100000000018"));

    private final Service service;
    private final int images;
    private final Duration latency;

    public BatchMeasurement(Service service, int images, Duration latency) {
        this.service = service;
        this.images = images;
        this.latency = latency;
    }

    /** The head of the table. */
    public static String head() {
        return "| counted by | latency | images | program | seconds | of the floor | requests | refused | lost |\n"
                + "| --- | --- | --- | --- | --- | --- | --- | --- | --- |";
    }

    /** Runs the client and returns a row of the table. */
    public String run(BatchClient client) throws InterruptedException {
        Region region = Region.of("ap-guangzhou");
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            client.share(cloud, region, cloud.addImages(1), ACCOUNTS); // loads the classes
            List<ImageId> all = cloud.addImages(images);
            service.set(cloud);
            cloud.resetRequests();
            cloud.latency(latency);
            long begun = System.nanoTime();
            client.share(cloud, region, all, ACCOUNTS);
            double seconds = (System.nanoTime() - begun) / 1e9;
            long lost = all.stream()
                    .mapToLong(
                            image -> ACCOUNTS.size() - cloud.accountsOf(image).size())
                    .sum();
            return String.format(
                    Locale.ROOT,
                    "| %s | %s ms | %s | %s | %.2f | %.2f | %s | %s | %s of %s |",
                    service.title(),
                    latency.toMillis(),
                    images,
                    client.title(),
                    seconds,
                    seconds / floor(),
                    cloud.requests().size(),
                    cloud.throttled(),
                    lost,
                    (long) images * ACCOUNTS.size());
        }
    }

    /** The shortest time that the quota allows, and the waits for two reads and one write. */
    private double floor() {
        return service.secondsFor(images) + 3 * latency.toMillis() / 1e3;
    }
}
