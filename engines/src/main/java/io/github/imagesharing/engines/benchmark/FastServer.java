package io.github.imagesharing.engines.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/**
 * Answers every request at once with the same body, so that only the time of the client is measured. One thread serves all
 * connections: a thread for each could run on another core than its neighbour, and a client would seem slower or faster only
 * for the connection that it has.
 */
final class FastServer implements AutoCloseable {

    private static final String BODY =
            "{\"Response\":{\"SharePermissionSet\":[{\"CreatedTime\":\"2026-01-01T00:00:00Z\","
                    + "\"AccountId\":\"1038493875\"}],\"RequestId\":\"71e69b56-32be-4412-ab45-49eded6a87be\"}}";

    private static final byte[] ANSWER = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                    + BODY.length() + "\r\n\r\n" + BODY)
            .getBytes(US_ASCII);

    private static final int MOST_BYTES = 8192;

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();

    FastServer() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        Thread thread = new Thread(this::serve, "fast-server");
        thread.setDaemon(true);
        thread.start();
    }

    String authority() {
        return "127.0.0.1:" + server.socket().getLocalPort();
    }

    private void serve() {
        try {
            while (true) {
                selector.select(this::serve);
            }
        } catch (IOException | ClosedSelectorException closed) {
            // The server was closed because the measurement has ended.
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel client = server.accept();
                client.configureBlocking(false);
                client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                client.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(MOST_BYTES));
            } else {
                answer((SocketChannel) key.channel(), (ByteBuffer) key.attachment());
            }
        } catch (IOException closed) {
            key.cancel();
        }
    }

    private static void answer(SocketChannel client, ByteBuffer request) throws IOException {
        if (client.read(request) < 0) {
            client.close();
        } else if (isWhole(US_ASCII.decode(request.duplicate().flip()).toString())) {
            request.clear();
            client.write(ByteBuffer.wrap(ANSWER));
        }
    }

    private static boolean isWhole(String request) {
        int head = request.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        String length = "content-length:";
        int at = request.toLowerCase(Locale.ROOT).indexOf(length) + length.length();
        int body = Integer.parseInt(
                request.substring(at, request.indexOf('\r', at)).strip());
        return request.length() == head + 4 + body;
    }

    @Override
    public void close() throws IOException {
        selector.close();
        server.close();
    }
}
