package io.github.imagesharing.transport;

import java.io.IOException;
import java.net.Proxy;
import java.time.Instant;
import java.util.Date;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Checks every response as it comes off the wire, before OkHttp could act on its status.
 *
 * <p>It answers responses that are none: error pages of gateways, cut or endless bodies, errors that look like a success.
 * Nothing but a success passes; an error of the service and a malformed response become exceptions of their own. The body
 * is read here, whole and no more than 8 MiB, so no connection leaks. Shown by {@code UnusableAnswersTest},
 * {@code GoodAnswersTest} and {@code BigBodiesTest}.
 */
final class ResponseGuard implements Interceptor {

    /** A full page of images is some 100 KiB, 500 accounts 40 KiB. */
    private static final long MOST_BYTES = 8L << 20;

    @Override
    public Response intercept(Chain chain) throws IOException {
        try (Response response = chain.proceed(chain.request())) {
            if (response.code() == 407 && isFromProxy(chain)) {
                throw new ProxyRefusedException("the proxy wants a name and a password, which can be given only on the"
                        + " way to an https address");
            }
            String body = read(response);
            ResponseEnvelope envelope = open(response, body);
            if (envelope.hasError()) {
                throw refusal(response, envelope);
            }
            if (envelope.requestId() == null) {
                throw new MalformedResponseException("a success without a RequestId");
            }
            Exchange.current().markAnswered(envelope.requestId());
            return response.newBuilder()
                    .body(ResponseBody.create(body, OneShotBody.JSON))
                    .build();
        } catch (MalformedResponseException e) {
            // What cannot be understood may not have ended where it says: the next call must not read its rest.
            hangUp(chain);
            throw e;
        }
    }

    private static boolean isFromProxy(Chain chain) {
        Connection connection = chain.connection();
        return connection != null && connection.route().proxy().type() != Proxy.Type.DIRECT;
    }

    private static void hangUp(Chain chain) throws IOException {
        Connection connection = chain.connection();
        if (connection != null) {
            connection.socket().close();
        }
    }

    private static ResponseEnvelope open(Response response, String body) throws MalformedResponseException {
        if (response.code() == 200) {
            return ResponseEnvelope.read(body);
        }
        String status = "HTTP status " + response.code();
        ResponseEnvelope inside = null;
        try {
            inside = ResponseEnvelope.read(body);
        } catch (MalformedResponseException usual) {
            throw new MalformedResponseException(status);
        }
        throw new MalformedResponseException(
                inside.hasError() ? status + ": " + hidden(inside.message()) : status,
                inside.code() == null ? null : hidden(inside.code()),
                inside.requestId());
    }

    private static IOException refusal(Response response, ResponseEnvelope envelope) {
        if (envelope.code() == null) {
            return new MalformedResponseException("an Error without a Code", null, envelope.requestId());
        }
        Date date = response.headers().getDate("Date");
        Instant serverTime = date == null ? null : date.toInstant();
        return new ServiceErrorException(new ServiceError(
                hidden(envelope.code()), hidden(envelope.message()), envelope.requestId(), serverTime));
    }

    /** A service that repeats the key or token must not put it into a message or a log. */
    private static String hidden(@Nullable String text) {
        return text == null ? "" : Exchange.current().keys().hiddenIn(text);
    }

    private static String read(Response response) throws IOException {
        ResponseBody body = response.body();
        if (body == null) {
            return "";
        }
        String encoding = response.header("Content-Encoding", "identity");
        Buffer content = new Buffer();
        try (BufferedSource source = decoded(body.source(), encoding)) {
            long read;
            do {
                read = source.read(content, 8192);
            } while (read != -1 && content.size() <= MOST_BYTES);
        }
        if (content.size() > MOST_BYTES) {
            throw new MalformedResponseException("a body of more than " + (MOST_BYTES >> 20) + " MiB");
        }
        return ResponseBody.create(content, body.contentType(), content.size()).string();
    }

    private static BufferedSource decoded(BufferedSource source, @Nullable String encoding)
            throws MalformedResponseException {
        if ("identity".equalsIgnoreCase(encoding)) {
            return source;
        }
        if ("gzip".equalsIgnoreCase(encoding)) {
            return Okio.buffer(new GzipSource(source));
        }
        throw new MalformedResponseException("a body in the encoding " + encoding);
    }
}
