package io.github.imagesharing.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonReader;
import com.tencentcloudapi.common.AbstractClient;
import com.tencentcloudapi.common.AbstractModel;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.Language;
import io.github.imagesharing.spi.Api;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * Calls the APIs of one product with the SDK's models or an adapter's own. It works only inside {@link ApiCaller#read} and
 * {@link ApiCaller#send}.
 *
 * <p>It answers the SDK's own clients, which sign too early and in the default locale (see {@link Departure}) and prepare for
 * each call again what is always the same. What they write around a model is written here, as it is in the SDK. Shown by
 * {@code RequestsTest} and {@code SameAsTheSdkTest}.
 *
 * <p>Thread-safe.
 */
public final class ProductClient {

    /** Reads and writes models as the SDK does. */
    private static final Gson GSON =
            new GsonBuilder().excludeFieldsWithoutExposeAnnotation().create();

    private final HttpTransport transport;
    private final Supplier<Request> common;

    /** An endpoint that is no address fails the call, and not the connecting. */
    ProductClient(HttpTransport transport, CloudSettings settings, String host, String version) {
        this.transport = transport;
        this.common = Suppliers.memoize(() -> common(settings, host, version));
    }

    /** What is the same in each request. The Host is the one that is signed, wherever the request goes. */
    private static Request common(CloudSettings settings, String host, String version) {
        return new Request.Builder()
                .url(url(settings.endpoint().orElseGet(() -> URI.create("https://" + host))))
                .header("Host", host)
                .header("Accept-Encoding", "identity")
                .header("X-TC-Version", version)
                .header("X-TC-Region", settings.region().value())
                .header("X-TC-Language", settings.language() == Language.CHINESE ? "zh-CN" : "en-US")
                .header("X-TC-RequestClient", client(settings))
                .build();
    }

    /** As the SDK names itself, and then this library and whoever uses it. */
    private static String client(CloudSettings settings) {
        return AbstractClient.SDK_VERSION + "; image-sharing"
                + settings.application().map(name -> "; " + name).orElse("");
    }

    /** An address as every request has it, without path or query. */
    private static HttpUrl url(URI address) {
        HttpUrl.Builder url = new HttpUrl.Builder().scheme(address.getScheme()).host(address.getHost());
        return (address.getPort() == -1 ? url : url.port(address.getPort())).build();
    }

    /**
     * Sends a request.
     *
     * @param <T> the answer
     * @param api the API
     * @param request its parameters
     * @param answer the type of the answer
     * @return the answer
     * @throws IOException whatever came instead of an answer; {@link ApiCaller} translates it
     */
    public <T> T send(Api api, AbstractModel request, Class<T> answer) throws IOException {
        Request.Builder http = common.get()
                .newBuilder()
                .header("X-TC-Action", api.action())
                .post(new OneShotBody(json(request).getBytes(UTF_8)));
        request.GetHeader().forEach(http::addHeader);
        return inside(transport.send(http.build()), answer);
    }

    /** What was set beside the model goes first, as in the SDK. */
    private static String json(AbstractModel request) {
        JsonObject json = GSON.toJsonTree(request.any()).getAsJsonObject();
        JsonObject model = GSON.toJsonTree(request).getAsJsonObject();
        model.entrySet().forEach(member -> json.add(member.getKey(), member.getValue()));
        return json.toString();
    }

    /** The inside of an envelope that has been read strictly: it has a Response. */
    private static <T> T inside(String envelope, Class<T> answer) throws IOException {
        try (JsonReader reader = new JsonReader(new StringReader(envelope))) {
            reader.beginObject();
            while (!reader.nextName().equals("Response")) {
                reader.skipValue();
            }
            return GSON.fromJson(reader, answer);
        }
    }
}
