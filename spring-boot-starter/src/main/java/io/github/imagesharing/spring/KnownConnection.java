package io.github.imagesharing.spring;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.Region;
import java.net.URI;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The connection details that the starter makes. Immutable.
 *
 * @param isFake whether they lead to a fake, where the account and the role of the properties do not exist
 */
record KnownConnection(Region region, Optional<URI> endpoint, Optional<Credential> credential, boolean isFake)
        implements ImageSharingConnectionDetails {

    /** By properties, of which the region is set, and as the credential that is a bean, if one is. */
    static KnownConnection of(ImageSharingProperties properties, ObjectProvider<Credential> credential) {
        return new KnownConnection(
                SettingsBinding.region(properties).orElseThrow(),
                Optional.ofNullable(SettingsBinding.endpoint(properties)),
                Optional.ofNullable(credential.getIfAvailable(() -> SettingsBinding.credential(properties))),
                false);
    }

    /** Without the credential, which may print itself. */
    @Override
    public String toString() {
        return region + endpoint.map(address -> " at " + address).orElse("");
    }
}
