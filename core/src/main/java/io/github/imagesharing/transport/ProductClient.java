package io.github.imagesharing.transport;

import com.tencentcloudapi.common.AbstractModel;
import com.tencentcloudapi.common.CommonClient;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import io.github.imagesharing.spi.Api;

/**
 * The SDK's generic client for one product, with the SDK's models or an adapter's own. It works only inside
 * {@link ApiCaller#read} and {@link ApiCaller#send}.
 *
 * <p>The SDK's own client of a product cannot be used: its methods insist on signing, and the SDK signs too early and in the
 * default locale (see {@link Departure}).
 *
 * <p>Thread-safe.
 */
public final class ProductClient {

    private final CommonClient client;

    ProductClient(CommonClient client) {
        this.client = client;
    }

    /**
     * Sends a request.
     *
     * @param <T> the answer
     * @param api the API
     * @param request its parameters
     * @param answer the type of the answer
     * @return the answer
     * @throws TencentCloudSDKException what the SDK throws; {@link ApiCaller} translates it
     */
    public <T> T send(Api api, AbstractModel request, Class<T> answer) throws TencentCloudSDKException {
        return client.commonRequest(unsigned(request), api.action(), answer);
    }

    /** The SDK leaves it unsigned. */
    static <R extends AbstractModel> R unsigned(R request) {
        request.setSkipSign(true);
        return request;
    }
}
