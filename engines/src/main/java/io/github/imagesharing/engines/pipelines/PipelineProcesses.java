package io.github.imagesharing.engines.pipelines;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.engines.process.JavaProcess;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pipelines in JVMs of their own with one common quota. Each has its own secret id, to tell their requests apart. */
public final class PipelineProcesses implements AutoCloseable {

    /** All pipelines and the fake cloud share a few cores, so each JVM is kept small; only the library logs. */
    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dhazelcast.logging.type=none",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-Dorg.slf4j.simpleLogger.log.io.github.imagesharing=info");

    private final List<PipelineProcess> processes = new ArrayList<>();

    private record PipelineProcess(String secretId, Process process, BufferedReader output, PrintWriter input) {

        String readLine() {
            try {
                return String.valueOf(output.readLine());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void send(String line) {
            input.println(line);
        }
    }

    private PipelineProcesses() {}

    /** Starts the pipelines, with a Redis server or else as a Hazelcast cluster, and waits until all are ready. */
    public static PipelineProcesses start(
            FakeTencentCloud cloud, int pipelines, @Nullable String redis, Redirect errors) throws IOException {
        PipelineProcesses started = new PipelineProcesses();
        List<Integer> ports = freePorts(pipelines);
        for (int i = 0; i < pipelines; i++) {
            Credential credential = new Credential("AKIDpipeline" + (i + 1), cloud.secretKey());
            cloud.addCredential(credential);
            Collections.rotate(ports, 1);
            String engine =
                    redis != null ? redis : ports.stream().map(String::valueOf).collect(Collectors.joining(","));
            Process process = JavaProcess.of(
                            Pipeline.class,
                            JVM_OPTIONS,
                            List.of(
                                    cloud.endpoint().toString(),
                                    credential.getSecretId(),
                                    credential.getSecretKey(),
                                    String.valueOf(pipelines),
                                    engine))
                    .redirectError(errors)
                    .start();
            started.processes.add(new PipelineProcess(
                    credential.getSecretId(),
                    process,
                    process.inputReader(StandardCharsets.UTF_8),
                    new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true)));
        }
        List<String> answers = started.readAnswers();
        if (!answers.stream().allMatch(Pipeline.READY::equals)) {
            started.close();
            throw new IOException("the pipelines did not start: " + answers);
        }
        return started;
    }

    private static List<Integer> freePorts(int howMany) throws IOException {
        List<ServerSocket> taken = new ArrayList<>();
        try {
            for (int i = 0; i < howMany; i++) {
                taken.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return taken.stream().map(ServerSocket::getLocalPort).collect(Collectors.toCollection(ArrayList::new));
        } finally {
            for (ServerSocket socket : taken) {
                socket.close();
            }
        }
    }

    List<String> secretIds() {
        return processes.stream().map(PipelineProcess::secretId).toList();
    }

    /** Distributes the images among the pipelines, which begin at once. There must be one for each pipeline. */
    public void share(List<ImageId> images) {
        for (int i = 0; i < processes.size(); i++) {
            processes
                    .get(i)
                    .send(IntStream.iterate(i, next -> next < images.size(), next -> next + processes.size())
                            .mapToObj(next -> images.get(next).value())
                            .collect(Collectors.joining(",")));
        }
    }

    /** Waits for a line from each pipeline; the line of one that has died is the text "null". */
    public List<String> readAnswers() {
        return processes.stream().map(PipelineProcess::readLine).toList();
    }

    public void killFirst() {
        processes.remove(0).process.destroyForcibly();
    }

    /** Disconnects all pipelines from the engine at once, which ends a Hazelcast cluster: it consists of them. */
    public void leaveEngine() {
        processes.forEach(one -> one.send(Pipeline.LEAVE_ENGINE));
    }

    @Override
    public void close() {
        processes.forEach(one -> one.process.destroyForcibly());
    }
}
