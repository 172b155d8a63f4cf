package io.github.imagesharing.engines.pipelines;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.cvm.CvmSharing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The main class of one pipeline: shares the images that each input line names, under the quota common to all. */
final class Pipeline {

    /** An input line on which the pipeline disconnects from the engine, to simulate a failure. */
    static final String LEAVE_ENGINE = "leave-engine";

    static final String READY = "ready";

    private static final List<AccountId> PARTNERS = List.of(AccountId.of("1038493875"));

    private Pipeline() {}

    /** Arguments: endpoint, secret id, secret key, number of pipelines, and a Redis URI or the ports of the cluster. */
    public static void main(String... args) throws IOException {
        ExecutorService batches = Executors.newSingleThreadExecutor();
        try (Engine engine = engine(args[4]);
                ImageSharingService sharing = sharing(engine, args);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(READY);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String said = line;
                if (said.equals(LEAVE_ENGINE)) {
                    engine.leave().run();
                } else {
                    batches.execute(() -> share(sharing, said));
                }
            }
        } finally {
            batches.shutdownNow();
        }
    }

    private static Engine engine(String named) {
        return named.startsWith("redis")
                ? Engine.redis(named)
                : Engine.hazelcast(
                        Arrays.stream(named.split(",")).map(Integer::valueOf).toList());
    }

    private static ImageSharingService sharing(Engine engine, String... args) {
        CloudSettings settings = CloudSettings.builder()
                .region(Region.of("ap-guangzhou"))
                .endpoint(URI.create(args[0]))
                .credential(new Credential(args[1], args[2]))
                .quota(RequestQuota.distributed(engine.buckets()).machines(Integer.parseInt(args[3])))
                .build();
        return ImageSharingService.builder().cvm(CvmSharing.connect(settings)).build();
    }

    private static void share(ImageSharingService sharing, String line) {
        List<ImageId> images = Arrays.stream(line.split(",")).map(ImageId::of).toList();
        BatchReport report = sharing.shareAll(images, PARTNERS);
        System.out.println(report.changed() + " changed, " + report.failed() + " failed");
    }
}
