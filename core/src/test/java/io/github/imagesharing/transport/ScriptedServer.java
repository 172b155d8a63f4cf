package io.github.imagesharing.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server on the loopback that does with each request exactly what it is told, down to the byte, and remembers what
 * it was sent.
 */
final class ScriptedServer implements AutoCloseable {

    /** What to do with one request, or with one connection before a request is read. */
    interface Step {

        /** Serves; the connection is kept for another request if it is still open afterwards. */
        void serve(Connection connection) throws IOException;
    }

    private final ServerSocket listening;
    private final Thread accepting;
    private final boolean tls;
    private final List<Request> deliveries = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    private final Deque<Step> next = new ArrayDeque<>();
    private final Deque<Step> onAccept = new ArrayDeque<>();
    private final Set<Socket> open = new HashSet<>();
    private Step always = Answers.ok();
    private @Nullable Step alwaysOnAccept;
    private int accepted;

    ScriptedServer(ServerSocket listening, boolean tls) {
        this.listening = listening;
        this.tls = tls;
        accepting = thread(this::accept, "scripted-server");
    }

    static ScriptedServer start() {
        try {
            return new ScriptedServer(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI endpoint() {
        return URI.create((tls ? "https" : "http") + "://127.0.0.1:" + port());
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Serves the next requests so, one after the other. */
    ScriptedServer next(Step... steps) {
        synchronized (lock) {
            next.addAll(List.of(steps));
        }
        return this;
    }

    /** Serves so every request for which nothing else was said. */
    ScriptedServer always(Step step) {
        synchronized (lock) {
            always = step;
        }
        return this;
    }

    /** Does so with the next connection before anything is read from it. */
    ScriptedServer nextConnection(Step step) {
        synchronized (lock) {
            onAccept.add(step);
        }
        return this;
    }

    ScriptedServer everyConnection(Step step) {
        synchronized (lock) {
            alwaysOnAccept = step;
        }
        return this;
    }

    /** The requests that arrived whole. */
    List<Request> deliveries() {
        return deliveries;
    }

    int connectionsAccepted() {
        synchronized (lock) {
            return accepted;
        }
    }

    /** Waits until no more than so many connections are open. */
    boolean awaitOpenConnections(int most) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        synchronized (lock) {
            while (open.size() > most && System.nanoTime() < until) {
                lock.wait(50);
            }
            return open.size() <= most;
        }
    }

    void awaitDeliveries(int least) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        synchronized (lock) {
            while (deliveries.size() < least && System.nanoTime() < until) {
                lock.wait(50);
            }
        }
        if (deliveries.size() < least) {
            throw new AssertionError(deliveries.size() + " deliveries, waited for " + least);
        }
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                Socket socket = listening.accept();
                synchronized (lock) {
                    accepted++;
                    open.add(socket);
                }
                thread(() -> serve(socket), "scripted-connection");
            }
        } catch (IOException closed) {
            // That is how it ends.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Connection connection = new Connection(socket);
            Step atOnce;
            synchronized (lock) {
                atOnce = onAccept.isEmpty() ? alwaysOnAccept : onAccept.remove();
            }
            if (atOnce != null) {
                atOnce.serve(connection);
            }
            while (!socket.isClosed()) {
                Request request = connection.read();
                if (request == null) {
                    return;
                }
                Step step;
                synchronized (lock) {
                    deliveries.add(request);
                    lock.notifyAll();
                    step = next.isEmpty() ? always : next.remove();
                }
                step.serve(connection);
            }
        } catch (IOException gone) {
            // The client may go whenever it likes.
        } finally {
            synchronized (lock) {
                open.remove(socket);
                lock.notifyAll();
            }
        }
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Cuts every connection from this side. */
    void cutAll() throws IOException {
        Set<Socket> all;
        synchronized (lock) {
            all = Set.copyOf(open);
        }
        for (Socket socket : all) {
            socket.close();
        }
    }

    /** Nobody is accepted any more when this returns: the system goes on listening until the thread that accepts has woken. */
    @Override
    public void close() {
        try {
            listening.close();
            awaitNoMoreAccepted();
            cutAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitNoMoreAccepted() {
        try {
            accepting.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
