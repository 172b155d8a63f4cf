package io.github.imagesharing.spring;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.Region;
import java.net.URI;
import java.util.Optional;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where the service is and as whom it is called. A bean of this type stands in the place of {@code image-sharing.region},
 * {@code image-sharing.endpoint}, the keys in the properties and a bean of {@link Credential}: for a cloud that a test starts,
 * or one that a platform binds. A {@code FakeTencentCloud} that is a bean brings one.
 *
 * <p>Implementations are thread-safe.
 */
public interface ImageSharingConnectionDetails extends ConnectionDetails {

    /**
     * The region that is called.
     *
     * @return the region
     */
    Region region();

    /**
     * The address all calls go to instead of the real host.
     *
     * @return the address; empty by default, which means the real host
     */
    default Optional<URI> endpoint() {
        return Optional.empty();
    }

    /**
     * As whom the calls are made.
     *
     * @return the credential; empty by default, which means the default chain: the environment, the credentials file, OIDC and
     *     the role of the instance
     */
    default Optional<Credential> credential() {
        return Optional.empty();
    }
}
