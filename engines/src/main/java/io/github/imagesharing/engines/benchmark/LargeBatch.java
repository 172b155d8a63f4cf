package io.github.imagesharing.engines.benchmark;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.engines.process.JavaProcess;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A large batch in a JVM with a heap of 128 MiB; the fake cloud runs in another JVM. */
public final class LargeBatch {

    private static final List<String> ACTIONS = List.of(
            "DescribeImages", "DescribeImageSharePermission", "ModifyImageSharePermission", "DescribeSnapshots");

    private final int images;
    private final int accounts;

    public LargeBatch(int images, int accounts) {
        this.images = images;
        this.accounts = accounts;
    }

    /** Runs the batch in this JVM and prints one line with the result. */
    public static void main(String... args) {
        CloudSettings settings = CloudSettings.builder()
                .region(Region.of("ap-guangzhou"))
                .endpoint(URI.create(args[0]))
                .credential(new Credential(args[1], args[2]))
                .quota(RequestQuota.unlimited())
                .build();
        List<AccountId> accounts = IntStream.range(0, Integer.parseInt(args[3]))
                .mapToObj(i -> AccountId.of(String.valueOf(200_000_000_000L + i)))
                .toList();
        try (ImageSharingService sharing =
                ImageSharingService.builder().cvm(CvmSharing.connect(settings)).build()) {
            long begun = System.nanoTime();
            BatchReport report =
                    sharing.shareAll(sharing.images().stream().map(CvmImage::id).toList(), accounts);
            System.out.printf(
                    Locale.ROOT,
                    "%d images x %d accounts under %d MiB: %d changed, %d failed, complete: %s, %.1f s%n",
                    report.reports().size(),
                    accounts.size(),
                    Runtime.getRuntime().maxMemory() >> 20,
                    report.changed(),
                    report.failed(),
                    report.isComplete(),
                    (System.nanoTime() - begun) / 1e9);
        }
    }

    public String run() throws IOException {
        List<String> fake = new ArrayList<>(List.of("--images", String.valueOf(images)));
        ACTIONS.forEach(action -> fake.addAll(List.of("--rate", action + "=100000")));
        Process cloud = JavaProcess.start(FakeTencentCloud.class, List.of("-Xmx1g"), fake);
        try (BufferedReader said = cloud.inputReader(StandardCharsets.UTF_8)) {
            JsonObject there = JsonParser.parseString(said.readLine()).getAsJsonObject();
            Process batch = JavaProcess.start(
                    LargeBatch.class,
                    List.of("-Xmx128m"),
                    List.of(
                            there.get("endpoint").getAsString(),
                            there.get("secretId").getAsString(),
                            there.get("secretKey").getAsString(),
                            String.valueOf(accounts)));
            return new String(batch.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } finally {
            cloud.destroy();
        }
    }
}
