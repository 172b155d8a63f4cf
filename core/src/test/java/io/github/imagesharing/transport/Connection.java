package io.github.imagesharing.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The server's end of one connection. */
final class Connection {

    private final Socket socket;
    private final InputStream in;
    private @Nullable Request last;

    Connection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setTcpNoDelay(true);
    }

    /** The next request, or null where the client closed. */
    @Nullable
    Request read() throws IOException {
        String line = line();
        if (line == null) {
            return null;
        }
        Map<String, String> headers = new HashMap<>();
        for (String header = line(); header != null && !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            if (colon < 0) {
                throw new IOException("that is no HTTP");
            }
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        last = new Request(line, headers, new String(in.readNBytes(length), UTF_8));
        return last;
    }

    /** The request that is to be answered. */
    Request last() {
        return Objects.requireNonNull(last, "no request has come");
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b == -1) {
                return null;
            }
            line.write(b);
        }
        return line.toString(ISO_8859_1).strip();
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    void send(String text) throws IOException {
        send(text.getBytes(UTF_8));
    }

    /** Ends it properly (FIN). */
    void close() throws IOException {
        socket.close();
    }

    /** Ends it at once (RST). */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Says nothing more until the client gives up. */
    void fallSilent() throws IOException {
        while (in.read() != -1) {
            // What else it sends is ignored.
        }
        socket.close();
    }

    /** Says something again and again until the client gives up, or so many times. */
    void drip(String text, int pauseMillis, int times) throws IOException {
        try {
            for (int i = 0; i < times; i++) {
                send(text);
                Thread.sleep(pauseMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
