package io.github.imagesharing.engines;

import io.github.imagesharing.cli.console.Launch;
import io.github.imagesharing.engines.benchmark.BatchClient;
import io.github.imagesharing.engines.benchmark.BatchMeasurement;
import io.github.imagesharing.engines.benchmark.BusyMachine;
import io.github.imagesharing.engines.benchmark.CallCost;
import io.github.imagesharing.engines.benchmark.LargeBatch;
import io.github.imagesharing.engines.benchmark.Service;
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

    @Option(
            names = "--images",
            split = ",",
            defaultValue = "1,3,10,80,200",
            description = "in a batch (${DEFAULT-VALUE})")
    private List<Integer> images = List.of();

    @Option(names = "--latencies", split = ",", defaultValue = "20,300", description = "in ms (${DEFAULT-VALUE})")
    private List<Integer> latencies = List.of();

    @Option(
            names = "--services",
            split = ",",
            description = "how the service counts: ${COMPLETION-CANDIDATES}; all of them by default")
    private List<Service> services = List.of(Service.values());

    @Option(names = "--busy", defaultValue = "0", description = "threads that spin meanwhile (${DEFAULT-VALUE})")
    private int busy;

    @Option(names = "--only-batches", description = "neither the cost of a call nor the large batch")
    private boolean onlyBatches;

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
        out.println(BatchMeasurement.head());
        BusyMachine machine = new BusyMachine();
        machine.begin(busy);
        try {
            measureBatches(out);
        } finally {
            machine.end();
        }
        if (onlyBatches) {
            return 0;
        }
        out.println();
        out.println(new CallCost(calls).run());
        out.println();
        out.println(new LargeBatch(large, 500).run());
        return 0;
    }

    private void measureBatches(PrintWriter out) throws InterruptedException {
        for (Service service : services) {
            for (int latency : latencies) {
                for (int number : images) {
                    measure(service, latency, number, out);
                }
            }
        }
    }

    /** The raw SDK beside it loses the same wherever the first service is exceeded, so it is measured on that one only. */
    private void measure(Service service, int latency, int number, PrintWriter out) throws InterruptedException {
        BatchMeasurement measurement = new BatchMeasurement(service, number, Duration.ofMillis(latency));
        for (BatchClient client : BatchClient.values()) {
            if (client == BatchClient.THIS_LIBRARY || service == Service.SLIDING_WINDOW) {
                out.println(measurement.run(client));
                out.flush();
            }
        }
    }
}
