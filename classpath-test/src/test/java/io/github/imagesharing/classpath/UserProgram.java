package io.github.imagesharing.classpath;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.cvm.CvmSharing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/** A program of a user's: shares one image, and the same in a batch, on a server that answers as the cloud does. */
final class UserProgram {

    private static final ImageId IMAGE = ImageId.of("img-6pb6lrmy");
    private static final List<AccountId> PARTNERS = List.of(AccountId.of("1038493875"));

    private UserProgram() {}

    public static void main(String... args) throws IOException {
        HttpServer cloud = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cloud.createContext("/", UserProgram::answer);
        cloud.start();
        try {
            run(URI.create("http://127.0.0.1:" + cloud.getAddress().getPort()));
        } catch (IllegalStateException e) {
            System.out.println("refused: " + e.getMessage());
        } finally {
            cloud.stop(0);
        }
    }

    private static void run(URI endpoint) {
        CloudSettings settings = CloudSettings.builder()
                .region(Region.of("ap-guangzhou"))
                .credential(new Credential("id", "key"))
                .ownAccount(AccountId.of("100000000017"))
                .endpoint(endpoint)
                .build();
        try (ImageSharingService sharing =
                ImageSharingService.builder().cvm(CvmSharing.connect(settings)).build()) {
            System.out.println("shared: " + sharing.share(IMAGE, PARTNERS).changed());
            System.out.println(
                    "batch: " + sharing.unshareAll(List.of(IMAGE), PARTNERS).isComplete());
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String inside = switch (exchange.getRequestHeaders().getFirst("X-TC-Action")) {
            case "DescribeImages" ->
                "\"TotalCount\":1,\"ImageSet\":[{\"ImageId\":\"%s\",\"ImageType\":\"PRIVATE_IMAGE\",\"ImageState\":\"NORMAL\"}],"
                        .formatted(IMAGE);
            case "DescribeImageSharePermission" -> "\"SharePermissionSet\":[],";
            default -> "";
        };
        byte[] answer = ("{\"Response\":{" + inside + "\"RequestId\":\"r-1\"}}").getBytes(UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
