package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.cli.console.CloudOptions;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Runs a program with {@code --live} in a JVM of its own, because it reads the credential from its environment. */
final class LiveProgram {

    private final FakeTencentCloud cloud;
    private final Class<?> program;

    LiveProgram(FakeTencentCloud cloud, Class<?> program) {
        this.cloud = cloud;
        this.program = program;
    }

    Process start(String... more) throws IOException {
        return process(more).start();
    }

    /** The process before it is started, with its standard error in its standard output. */
    ProcessBuilder process(String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                "--live",
                "--endpoint",
                cloud.endpoint().toString()));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TENCENTCLOUD_SECRET_ID", cloud.secretId());
        builder.environment().put("TENCENTCLOUD_SECRET_KEY", cloud.secretKey());
        return builder;
    }

    /** Runs the program with an empty standard input and waits until it ends. */
    String run(int expectedExit, String... more) throws IOException, InterruptedException {
        Process process = start(more);
        process.getOutputStream().close();
        return outputOf(process, expectedExit);
    }

    /**
     * The same in this process, as fast as the cloud lets it, for what does not depend on the process; gives what it printed
     * on both streams.
     */
    String runHere(int expectedExit, String... more) {
        cloud.unlimitedRates();
        CloudOptions options = CloudOptions.withLiveCloud(cloud.settings(Region.of("ap-guangzhou")).toBuilder()
                .quota(RequestQuota.unlimited())
                .build());
        Callable<Integer> here = program(program.getSimpleName(), options);
        ProgramResult result = ProgramResult.of(
                here, Stream.concat(Stream.of("--live"), Stream.of(more)).toArray(String[]::new));
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(expectedExit);
        return result.out() + result.err();
    }

    /** A program by its name, with an empty standard input. */
    static Callable<Integer> program(String name, CloudOptions options) {
        return switch (name) {
            case "Audit" -> new Audit(options);
            case "BatchShare" -> new BatchShare(new BufferedReader(new StringReader("")), false, options);
            case "Distribute" -> new Distribute(options);
            case "Sync" -> new Sync(options);
            default -> throw new IllegalArgumentException("no program that takes a cloud: " + name);
        };
    }

    static String outputOf(Process process, int expectedExit) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isEqualTo(expectedExit);
        return out;
    }
}
