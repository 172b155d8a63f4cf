package io.github.imagesharing.transport;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.profile.ClientProfile;

/**
 * Makes a client of the SDK, usually its constructor.
 *
 * @param <C> the client
 */
@FunctionalInterface
public interface SdkClient<C> {

    /**
     * Makes the client.
     *
     * @param credential the credential to sign with
     * @param region the region to call
     * @param profile how to call
     * @return the client
     */
    C connect(Credential credential, String region, ClientProfile profile);
}
