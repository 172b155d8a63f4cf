package io.github.imagesharing.transport;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.profile.ClientProfile;

/**
 * Makes a client of the SDK, usually its constructor.
 *
 * @param <C> the client
 */
@FunctionalInterface
interface SdkClient<C> {

    C connect(Credential credential, String region, ClientProfile profile);
}
