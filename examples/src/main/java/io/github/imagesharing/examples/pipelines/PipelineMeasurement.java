package io.github.imagesharing.examples.pipelines;

import io.github.imagesharing.ImageId;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.RecordedRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What pipelines did together. The paced time is the least the quota allows: a tenth of a second for each image but the
 * first.
 *
 * @param images how many they shared
 * @param seconds from the order to the last report
 * @param reports what each pipeline said
 * @param busiestSecond the most requests of one kind in any second
 * @param throttled how many requests were refused as one too many
 * @param writesPerPipeline the writes by each pipeline while all were still at work
 */
public record PipelineMeasurement(
        int images,
        double seconds,
        List<String> reports,
        int busiestSecond,
        long throttled,
        Map<String, Long> writesPerPipeline) {

    private static final String WRITE = "ModifyImageSharePermission";
    private static final int WARM_UP = 10;

    /** Shares new images, after a few of them have loaded the classes and opened the connections. */
    public static PipelineMeasurement measure(PipelineProcesses pipelines, FakeTencentCloud cloud, int images)
            throws InterruptedException {
        pipelines.share(cloud.addImages(pipelines.secretIds().size() * WARM_UP));
        pipelines.readAnswers();
        Thread.sleep(1000); // a second later the fake has forgotten those requests
        List<ImageId> all = cloud.addImages(images);
        cloud.resetRequests();
        long begun = System.nanoTime();
        pipelines.share(all);
        List<String> reports = pipelines.readAnswers();
        double seconds = (System.nanoTime() - begun) / 1e9;
        int busiest = Math.max(cloud.busiestSecond(WRITE), cloud.busiestSecond("DescribeImageSharePermission"));
        return new PipelineMeasurement(
                images, seconds, reports, busiest, cloud.throttled(), writesPerPipeline(cloud.requests(WRITE)));
    }

    private static Map<String, Long> writesPerPipeline(List<RecordedRequest> writes) {
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < writes.size(); i++) {
            last.put(writes.get(i).secretId(), i);
        }
        return writes.stream()
                .limit(last.values().stream().mapToInt(i -> i + 1).min().orElse(0))
                .collect(Collectors.groupingBy(RecordedRequest::secretId, TreeMap::new, Collectors.counting()));
    }

    public double ratioToPacedTime() {
        return seconds / ((images - 1) / 10.0);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d images in %.2f s, %.3f of the paced time; busiest second %d of 10; %d throttled; turns %s",
                images,
                seconds,
                ratioToPacedTime(),
                busiestSecond,
                throttled,
                writesPerPipeline);
    }
}
