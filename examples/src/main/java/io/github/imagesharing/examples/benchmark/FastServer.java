package io.github.imagesharing.examples.benchmark;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers every request at once with the same body, so that only the time of the client is measured. */
final class FastServer implements AutoCloseable {

    private static final String BODY =
            "{\"Response\":{\"SharePermissionSet\":[{\"CreatedTime\":\"2026-01-01T00:00:00Z\","
                    + "\"AccountId\":\"1038493875\"}],\"RequestId\":\"71e69b56-32be-4412-ab45-49eded6a87be\"}}";

    private static final byte[] ANSWER = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                    + BODY.length() + "\r\n\r\n" + BODY)
            .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;

    FastServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    String authority() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                daemon(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The server was closed because the measurement has ended.
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (true) {
                long body = head(in);
                in.skipNBytes(body);
                out.write(ANSWER);
                out.flush();
            }
        } catch (IOException closed) {
            // The client closed the connection.
        }
    }

    /** Reads the headers of a request and returns the length of its body. */
    private static long head(InputStream in) throws IOException {
        long length = 0;
        StringBuilder line = new StringBuilder();
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("closed");
            }
            if (c != '\n') {
                line.append((char) c);
                continue;
            }
            String header = line.toString().strip();
            line.setLength(0);
            if (header.isEmpty()) {
                return length;
            }
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Long.parseLong(header.substring(15).strip());
            }
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "fast-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
