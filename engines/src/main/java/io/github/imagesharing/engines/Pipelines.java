package io.github.imagesharing.engines;

import io.github.imagesharing.cli.console.Launch;
import io.github.imagesharing.engines.pipelines.PipelineMeasurement;
import io.github.imagesharing.engines.pipelines.PipelineProcesses;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One quota for many machines: several JVMs share images at the same time on an embedded fake cloud. */
@Command(
        name = "pipelines",
        mixinStandardHelpOptions = true,
        description = {
            "Pipelines, each in a JVM of its own, share images at one fake cloud, at one pace in all.",
            "The quota is kept by a Hazelcast cluster, which they are themselves, or by a Redis server."
        })
public final class Pipelines implements Callable<Integer> {

    @Option(names = "--pipelines", defaultValue = "3", description = "how many (${DEFAULT-VALUE})")
    private int pipelines;

    @Option(names = "--images", defaultValue = "150", description = "images to share in all (${DEFAULT-VALUE})")
    private int images;

    @Option(names = "--redis", description = "a Redis server, like redis://127.0.0.1:6379")
    private @Nullable String redis;

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * Runs the program.
     *
     * @param args see {@code --help}
     */
    public static void main(String... args) {
        Launch.main(new Pipelines(), args);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        if (pipelines < 1 || images < pipelines) {
            throw new ParameterException(
                    line, "%s pipelines, %s images: at least one image each".formatted(pipelines, images));
        }
        try (FakeTencentCloud cloud = FakeTencentCloud.start();
                PipelineProcesses processes = PipelineProcesses.start(cloud, pipelines, redis, Redirect.INHERIT)) {
            PipelineMeasurement measurement = PipelineMeasurement.measure(processes, cloud, images);
            line.getOut().println(measurement);
            return 0;
        }
    }
}
