package io.github.imagesharing.engines.benchmark;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.cvm.v20170312.CvmClient;
import com.tencentcloudapi.cvm.v20170312.models.DescribeImageSharePermissionRequest;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.engines.process.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Compares the time of one {@code sharedWith} with that of the SDK's own call, in a JVM of its own with a heap of 128 MiB.
 *
 * <p>The same OkHttp: both go over the same version of it to the same server in the same JVM, the SDK with the client that it
 * makes by default. The SDK's call turns a request into JSON, signs it, sends it and turns the answer into a model. A
 * {@code sharedWith} does the same with the SDK's models, and all that this library adds: its quota (without a limit here), its
 * deadlines, its signature as the request leaves, its strict look at the answer, and its own values in place of the model.
 *
 * <p>The clients take turns call by call, in each of the six orders, because whoever comes after a call of its own kind finds
 * the caches warm. The SDK is measured twice: the second shows how exact the figure is.
 */
public final class CallCost {

    private static final String IMAGE = "img-6pb6lrmy";
    private static final Region REGION = Region.of("ap-guangzhou");
    private static final Credential CREDENTIAL = new Credential("AKIDEXAMPLE", "example-key");
    private static final int ROUNDS = 21;
    private static final int CALLS = 300;

    private interface Call {
        void make() throws TencentCloudSDKException;
    }

    private final int warmUp;

    /**
     * A measurement.
     *
     * @param warmUp calls of each kind before it; few show a JVM that still compiles
     */
    public CallCost(int warmUp) {
        this.warmUp = warmUp;
    }

    /** Measures in this JVM and prints one line with the result. */
    public static void main(String... args) throws IOException, TencentCloudSDKException {
        try (FastServer server = new FastServer();
                ImageSharingService sharing = ImageSharingService.builder()
                        .cvm(CvmSharing.connect(CloudSettings.builder()
                                .region(REGION)
                                .credential(CREDENTIAL)
                                .endpoint(URI.create("http://" + server.authority()))
                                .quota(RequestQuota.unlimited())
                                .build()))
                        .build()) {
            CvmClient raw = client(server);
            CvmClient control = client(server);
            ImageId image = ImageId.of(IMAGE);
            List<Call> clients = List.of(
                    () -> raw.DescribeImageSharePermission(request()),
                    () -> control.DescribeImageSharePermission(request()),
                    () -> sharing.sharedWith(image));
            round(clients, Integer.parseInt(args[0]));
            double[][] medians = new double[ROUNDS][];
            for (int i = 0; i < ROUNDS; i++) {
                medians[i] = round(clients, CALLS);
            }
            System.out.printf(
                    Locale.ROOT,
                    "one call, medians of %d rounds of %d: the SDK %.1f us, the SDK again %s, sharedWith %s%n",
                    ROUNDS,
                    CALLS,
                    sorted(medians, round -> round[0])[ROUNDS / 2],
                    ratio(medians, 1),
                    ratio(medians, 2));
        }
    }

    public String run() throws IOException {
        Process measurement = JavaProcess.start(CallCost.class, List.of("-Xmx128m"), List.of(String.valueOf(warmUp)));
        return new String(measurement.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** The median of a client's ratios to the SDK, one a round, and between which two the middle half of them is. */
    private static String ratio(double[][] medians, int client) {
        double[] ratios = sorted(medians, round -> round[client] / round[0]);
        return String.format(
                Locale.ROOT,
                "%.3f (%.3f to %.3f)",
                ratios[ROUNDS / 2],
                ratios[ROUNDS / 4],
                ratios[ROUNDS - 1 - ROUNDS / 4]);
    }

    private static double[] sorted(double[][] rounds, ToDoubleFunction<double[]> figure) {
        return Arrays.stream(rounds).mapToDouble(figure).sorted().toArray();
    }

    /** The median time of each client in microseconds. */
    private static double[] round(List<Call> clients, int calls) throws TencentCloudSDKException {
        long[][] nanos = new long[clients.size()][calls];
        for (int i = 0; i < calls; i++) {
            for (int j = 0; j < clients.size(); j++) {
                int which = (i + j * (1 + i % 2)) % clients.size(); // each of the six orders of three clients
                long begun = System.nanoTime();
                clients.get(which).make();
                nanos[which][i] = System.nanoTime() - begun;
            }
        }
        return Arrays.stream(nanos)
                .mapToDouble(all -> {
                    Arrays.sort(all);
                    return all[all.length / 2] / 1e3;
                })
                .toArray();
    }

    private static DescribeImageSharePermissionRequest request() {
        DescribeImageSharePermissionRequest request = new DescribeImageSharePermissionRequest();
        request.setImageId(IMAGE);
        return request;
    }

    private static CvmClient client(FastServer server) {
        HttpProfile http = new HttpProfile();
        http.setProtocol(HttpProfile.REQ_HTTP);
        http.setEndpoint(server.authority());
        return new CvmClient(CREDENTIAL, REGION.value(), new ClientProfile(ClientProfile.SIGN_TC3_256, http));
    }
}
