package io.github.imagesharing.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.engines.Pipelines;
import io.github.imagesharing.engines.pipelines.PipelineMeasurement;
import io.github.imagesharing.engines.pipelines.PipelineProcesses;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

/** Three JVMs keep one quota in a real engine; then one JVM and the engine are killed during a batch. */
@Timeout(240)
@Execution(ExecutionMode.CONCURRENT)
class PipelinesTest {

    private static final AccountId PARTNER = AccountId.of("1038493875");
    /** Nine seconds of writes: enough that a pace a seventh too slow, or one pipeline's too small share, is seen. */
    private static final int IMAGES = 90;

    private static final int MEASUREMENTS = 3;

    /** Load of all cores above which a measurement does not count; alone, this test loads two cores to a quarter. */
    private static final double BUSY = 0.7;

    private static final OperatingSystemMXBean MACHINE =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static final String OUTAGE = "does not answer";

    @TempDir
    private Path logs;

    private interface EngineKill {
        void run() throws InterruptedException;
    }

    @Test
    void threeThatAreAHazelcastClusterShareOnePaceAndOutliveOneOfThemAndTheEngine() throws Exception {
        proveItIsOneQuota("embedded Hazelcast", null, null);
    }

    @Test
    void threeOnARedisServerShareOnePaceAndOutliveOneOfThemAndTheServer() throws Exception {
        assumeTrue(RedisServer.isInstalled(), "redis-server is not installed");
        try (RedisServer server = RedisServer.start()) {
            proveItIsOneQuota("Redis", server.uri(), server::kill);
        }
    }

    @Test
    void explainsItselfAndRefusesWhatMakesNoSense() {
        StringWriter out = new StringWriter();
        CommandLine program =
                new CommandLine(new Pipelines()).setOut(new PrintWriter(out)).setErr(new PrintWriter(out));

        assertThat(program.execute("--help")).isZero();
        assertThat(program.execute("--images", "2")).isEqualTo(2);

        assertThat(out.toString())
                .contains("--pipelines", "--redis")
                .contains("3 pipelines, 2 images: at least one image each");
    }

    private void proveItIsOneQuota(String engine, @Nullable String redis, @Nullable EngineKill kill) throws Exception {
        Path errors = logs.resolve("errors");
        boolean proven;
        try (FakeTencentCloud cloud = FakeTencentCloud.start();
                PipelineProcesses pipelines =
                        PipelineProcesses.start(cloud, 3, redis, Redirect.appendTo(errors.toFile()))) {
            proven = isPaced(engine, pipelines, cloud);
            // The file need not be empty: newer JDKs warn of methods that the engine itself uses.
            assertThat(errors).content().doesNotContain(OUTAGE);

            killInTheMiddle(pipelines, cloud, kill == null ? pipelines::leaveEngine : kill);
        }
        assertThat(Files.readAllLines(errors).stream().filter(line -> line.contains(OUTAGE)))
                .as("each of the two left logs it once: " + Files.readString(errors))
                .hasSize(2);
        assumeTrue(proven, "the pace could not be measured: something else kept this machine too busy");
    }

    /**
     * False if the machine was too busy to measure the pace; a wrong pace on an idle machine fails the test. One test measures
     * at a time: the load is counted since whoever asked last.
     */
    private static synchronized boolean isPaced(String engine, PipelineProcesses pipelines, FakeTencentCloud cloud)
            throws InterruptedException {
        boolean busy = true;
        PipelineMeasurement measurement = null;
        for (int i = 0; i < MEASUREMENTS; i++) {
            MACHINE.getCpuLoad(); // the next call returns the load since this one
            measurement = PipelineMeasurement.measure(pipelines, cloud, IMAGES);
            double load = MACHINE.getCpuLoad();
            System.out.printf(Locale.ROOT, "%s: %s; the machine %.0f %% busy%n", engine, measurement, 100 * load);
            busy &= load > BUSY;
            assertThat(measurement.reports()).containsOnly(IMAGES / 3 + " changed, 0 failed");
            assertThat(measurement.writesPerPipeline()).hasSize(3);
            long all = measurement.writesPerPipeline().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(measurement.writesPerPipeline().values()).allMatch(writes -> writes * 5 >= all);
            if (measurement.busiestSecond() <= 10 && measurement.ratioToPacedTime() <= 1.15) {
                return true;
            }
        }
        assertThat(busy)
                .as("of %d measurements the last: %s", MEASUREMENTS, measurement)
                .isTrue();
        return false;
    }

    private static void killInTheMiddle(PipelineProcesses pipelines, FakeTencentCloud cloud, EngineKill engine)
            throws InterruptedException {
        List<ImageId> images = cloud.addImages(36);
        pipelines.share(images);
        awaitShared(cloud, images, 6);
        pipelines.killFirst();
        awaitShared(cloud, images, 12);
        engine.run();

        assertThat(pipelines.readAnswers()).containsExactly("12 changed, 0 failed", "12 changed, 0 failed");

        for (int i = 0; i < images.size(); i++) {
            if (i % 3 != 0) {
                assertThat(cloud.accountsOf(images.get(i))).containsExactly(PARTNER);
            }
        }
    }

    private static void awaitShared(FakeTencentCloud cloud, List<ImageId> images, int howMany)
            throws InterruptedException {
        while (images.stream()
                        .filter(image -> !cloud.accountsOf(image).isEmpty())
                        .count()
                < howMany) {
            Thread.sleep(20);
        }
    }
}
