package io.github.imagesharing.examples.benchmark;

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
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Compares the time of one {@code sharedWith} with that of the SDK's own call on the same OkHttp, in turn. */
public final class CallCost {

    private static final String IMAGE = "img-6pb6lrmy";
    private static final Region REGION = Region.of("ap-guangzhou");
    private static final Credential CREDENTIAL = new Credential("AKIDEXAMPLE", "example-key");

    private interface Call {
        void make() throws TencentCloudSDKException;
    }

    private final int calls;

    public CallCost(int calls) {
        this.calls = calls;
    }

    public String measure() throws IOException, TencentCloudSDKException {
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
            run(clients, calls);
            double[] medians = run(clients, calls);
            return String.format(
                    Locale.ROOT,
                    "one call, median of %d: the SDK %.1f us, the SDK again %.1f us (%.3f), sharedWith %.1f us (%.3f)",
                    calls,
                    medians[0],
                    medians[1],
                    medians[1] / medians[0],
                    medians[2],
                    medians[2] / medians[0]);
        }
    }

    /** The median time of each client in microseconds. */
    private static double[] run(List<Call> clients, int calls) throws TencentCloudSDKException {
        long[][] nanos = new long[clients.size()][calls];
        for (int i = 0; i < calls; i++) {
            for (int j = 0; j < clients.size(); j++) {
                int which = (i + j) % clients.size(); // the order rotates, so that no client is always first
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
