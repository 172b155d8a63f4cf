package io.github.imagesharing.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Three JVMs, one quota, real engines; then a JVM and the engine die in the middle. */
@Timeout(240)
class PipelinesTest {

    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final int IMAGES = 150;

    private static final int MEASUREMENTS = 3;

    /** Where even a thread that only sleeps is so late, requests are later than any pace could make up for. */
    private static final Duration BUSY = Duration.ofMillis(10);

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
                Fleet fleet = Fleet.start(cloud, 3, redis, Redirect.appendTo(errors.toFile()))) {
            proven = isPaced(engine, fleet, cloud);
            assertThat(errors).isEmptyFile();

            killInTheMiddle(fleet, cloud, kill == null ? fleet::leaveEngine : kill);
        }
        assertThat(Files.readAllLines(errors).stream().filter(line -> line.contains("does not answer")))
                .as("each of the two left logs it once: " + Files.readString(errors))
                .hasSize(2);
        assumeTrue(proven, "the pace could not be measured: something else kept this machine too busy");
    }

    /** False if the machine was too busy to say; it fails where it was not. */
    private static boolean isPaced(String engine, Fleet fleet, FakeTencentCloud cloud) throws InterruptedException {
        boolean busy = true;
        Together together = null;
        for (int i = 0; i < MEASUREMENTS; i++) {
            try (Lateness lateness = new Lateness()) {
                together = Together.share(fleet, cloud, IMAGES);
                System.out.println(engine + ": " + together + "; a sleeper wakes "
                        + lateness.inOneOfTwenty().toMillis() + " ms late");
                busy &= lateness.inOneOfTwenty().compareTo(BUSY) > 0;
            }
            assertThat(together.reports()).containsOnly("50 changed, 0 failed");
            assertThat(together.turns()).hasSize(3);
            long all = together.turns().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(together.turns().values()).allMatch(turns -> turns * 5 >= all);
            if (together.busiestSecond() <= 10 && together.ofPacedTime() <= 1.15) {
                return true;
            }
        }
        assertThat(busy)
                .as("of %d measurements the last: %s", MEASUREMENTS, together)
                .isTrue();
        return false;
    }

    private static void killInTheMiddle(Fleet fleet, FakeTencentCloud cloud, EngineKill engine)
            throws InterruptedException {
        List<ImageId> images = cloud.addImages(36);
        fleet.share(images);
        awaitShared(cloud, images, 6);
        fleet.killFirst();
        awaitShared(cloud, images, 12);
        engine.run();

        assertThat(fleet.answers()).containsExactly("12 changed, 0 failed", "12 changed, 0 failed");

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
