package io.github.imagesharing.transport;

import com.tencentcloudapi.common.exception.TencentCloudSDKException;

/**
 * One call of the SDK, with its request bound.
 *
 * @param <T> the SDK's answer
 */
@FunctionalInterface
public interface SdkCall<T> {

    /**
     * Makes the call.
     *
     * @return the SDK's answer
     * @throws TencentCloudSDKException what the SDK throws; {@link ApiCaller} translates it
     */
    T send() throws TencentCloudSDKException;
}
