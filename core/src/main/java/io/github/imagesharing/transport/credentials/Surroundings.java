package io.github.imagesharing.transport.credentials;

import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.spi.TimeSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where the default chain looks.
 *
 * @param environment the variables of the environment
 * @param files the credentials files, the first that exists counts
 * @param metadata the address below which the metadata service of an instance names its roles
 * @param sts the address of STS
 * @param stsHost the host that STS is asked as, whatever its address
 * @param time the time
 */
public record Surroundings(
        Map<String, String> environment, List<Path> files, URI metadata, URI sts, String stsHost, TimeSource time) {

    private static final URI METADATA =
            URI.create("http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/");

    /** Takes copies. */
    public Surroundings {
        environment = Map.copyOf(environment);
        files = List.copyOf(files);
    }

    /**
     * Those of this machine.
     *
     * @param settings which STS to ask
     * @return where to look
     */
    public static Surroundings ofThisMachine(CloudSettings settings) {
        String host = settings.host("sts");
        return new Surroundings(
                System.getenv(),
                List.of(
                        Path.of(System.getProperty("user.home", ""), ".tencentcloud", "credentials"),
                        Path.of("/etc/tencentcloud/credentials")),
                METADATA,
                settings.endpoint().orElse(URI.create("https://" + host)),
                host,
                TimeSource.system());
    }
}
