package io.github.imagesharing.cvm;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A batch in a JVM of its own, which starts cold and can be killed. */
final class BatchProcess implements AutoCloseable {

    private final Process process;

    private BatchProcess(Process process) {
        this.process = process;
    }

    static BatchProcess start(
            FakeTencentCloud cloud, List<ImageId> images, AccountId account, int perSecond, String... jvm)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvm));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BatchProcess.class.getName()));
        command.addAll(List.of(
                cloud.endpoint().toString(),
                cloud.secretId(),
                cloud.secretKey(),
                account.value(),
                String.valueOf(perSecond)));
        images.forEach(image -> command.add(image.value()));
        return new BatchProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Shares the images and says how it went. */
    public static void main(String... args) {
        int perSecond = Integer.parseInt(args[4]);
        CloudSettings settings = CloudSettings.builder()
                .region(Region.of("ap-guangzhou"))
                .endpoint(URI.create(args[0]))
                .credential(new Credential(args[1], args[2]))
                .quota(RequestQuota.perSecond(
                        Map.of("ModifyImageSharePermission", perSecond, "DescribeImageSharePermission", perSecond)))
                .build();
        try (ImageSharingService sharing =
                ImageSharingService.builder().cvm(CvmSharing.connect(settings)).build()) {
            BatchReport report = sharing.shareAll(
                    Arrays.stream(args).skip(5).map(ImageId::of).toList(), List.of(AccountId.of(args[3])));
            System.out.println(report.changed() + " changed");
        }
    }

    /** What it said. */
    String awaitEnd() throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
