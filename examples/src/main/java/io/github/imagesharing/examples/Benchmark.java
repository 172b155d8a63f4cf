package io.github.imagesharing.examples;

import io.github.imagesharing.examples.benchmark.BatchClient;
import io.github.imagesharing.examples.benchmark.BatchMeasurement;
import io.github.imagesharing.examples.benchmark.CallCost;
import io.github.imagesharing.examples.benchmark.LargeBatch;
import io.github.imagesharing.examples.console.Launch;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the figures that the README gives, on the fake cloud. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        description = "Measures batches, the cost of a call and the heap of a large batch, on the fake cloud.")
public final class Benchmark implements Callable<Integer> {

    @Option(names = "--images", defaultValue = "80", description = "images in a batch (${DEFAULT-VALUE})")
    private int images;

    @Option(names = "--latencies", split = ",", defaultValue = "20,300", description = "in ms (${DEFAULT-VALUE})")
    private List<Integer> latencies = List.of();

    @Option(names = "--calls", defaultValue = "20000", description = "warm-up calls of each kind (${DEFAULT-VALUE})")
    private int calls;

    @Option(names = "--large", defaultValue = "1000", description = "images of the large batch (${DEFAULT-VALUE})")
    private int large;

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * Runs the program.
     *
     * @param args see {@code --help}
     */
    public static void main(String... args) {
        Launch.main(new Benchmark(), args);
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println("| latency | program | seconds | of the paced time | lost | requests | throttled |");
        out.println("| --- | --- | --- | --- | --- | --- | --- |");
        for (int latency : latencies) {
            for (BatchClient client : BatchClient.values()) {
                out.println(new BatchMeasurement(images, Duration.ofMillis(latency)).run(client));
            }
        }
        out.println();
        out.println(new CallCost(calls).run());
        out.println();
        out.println(new LargeBatch(large, 500).run());
        return 0;
    }
}
