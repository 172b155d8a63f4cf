package io.github.imagesharing.transport;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/**
 * A request body that OkHttp does not send a second time; the exchange hears when it has been written. Where a host has
 * several addresses OkHttp may still try the next one, as long as no connection was made.
 */
final class OneShotBody extends RequestBody {

    static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private final byte[] content;

    OneShotBody(byte[] content) {
        this.content = content;
    }

    byte[] content() {
        return content;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public MediaType contentType() {
        return JSON;
    }

    @Override
    public long contentLength() {
        return content.length;
    }

    /** Writes it to the network, and not only to the buffer of the connection. */
    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(content);
        sink.flush();
        Exchange.current().written();
    }
}
