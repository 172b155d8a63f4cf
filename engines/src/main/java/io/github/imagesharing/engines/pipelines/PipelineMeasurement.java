package io.github.imagesharing.engines.pipelines;

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
 * How fast several pipelines shared images under one quota. The paced time is the shortest time that the quota allows:
 * a tenth of a second for each image except the first.
 *
 * @param images how many images were shared
 * @param seconds from the command to the last report
 * @param reports the line that each pipeline printed
 * @param busiestSecond the highest number of requests of one action within any second
 * @param throttled how many requests were refused because the rate was exceeded
 * @param writesPerPipeline the writes of each pipeline until the first of them was done
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

    /** Shares a few images first, so that classes are loaded and connections open, and then measures new ones. */
    public static PipelineMeasurement measure(PipelineProcesses pipelines, FakeTencentCloud cloud, int images)
            throws InterruptedException {
        pipelines.share(cloud.addImages(pipelines.secretIds().size() * WARM_UP));
        pipelines.readAnswers();
        // The fake cloud counts requests within one second: a second later those of the warm-up do not count.
        Thread.sleep(1000);
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
                "%d images in %.2f s, %.3f of the paced time; busiest second %d of 10; %d throttled; permits %s",
                images,
                seconds,
                ratioToPacedTime(),
                busiestSecond,
                throttled,
                writesPerPipeline);
    }
}
