package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs a command against a fake cloud that stands for the real one, in a JVM of its own with the environment of a user. */
final class LiveProgram {

    private final FakeTencentCloud cloud;
    private final List<String> command;

    LiveProgram(FakeTencentCloud cloud, String command) {
        this.cloud = cloud;
        this.command = List.of(command.split(" "));
    }

    Process start(String... more) throws IOException {
        return process(more).start();
    }

    /** The process before it is started, with its standard error in its standard output. */
    ProcessBuilder process(String... more) {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.home=/nowhere",
                "-cp",
                System.getProperty("java.class.path"),
                ImageSharingProgram.class.getName()));
        all.addAll(command);
        all.add("--endpoint");
        all.add(cloud.endpoint().toString());
        all.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().put("TENCENTCLOUD_SECRET_ID", cloud.secretId());
        builder.environment().put("TENCENTCLOUD_SECRET_KEY", cloud.secretKey());
        builder.environment().put("TENCENTCLOUD_REGION", "ap-guangzhou");
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
        ProgramResult result = here("", more);
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(expectedExit);
        return result.out() + result.err();
    }

    /** The same where somebody types answers, unless there are none. */
    ProgramResult here(String answers, String... more) {
        return ProgramResult.of(
                TestSurroundings.on(cloud, answers),
                Stream.concat(command.stream(), Stream.of(more)).toArray(String[]::new));
    }

    static String outputOf(Process process, int expectedExit) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isEqualTo(expectedExit);
        return out;
    }
}
