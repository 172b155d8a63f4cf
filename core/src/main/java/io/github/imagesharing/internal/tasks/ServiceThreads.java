package io.github.imagesharing.internal.tasks;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The service's own threads: none while it is idle, and a bounded number while it is not. */
public final class ServiceThreads {

    /** Twice what a batch has in flight; a busier service does the rest on its callers' threads. */
    private static final int MOST = 128;

    private ServiceThreads() {}

    public static ExecutorService own() {
        return new ThreadPoolExecutor(
                0,
                MOST,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new ThreadFactoryBuilder()
                        .setNameFormat("image-sharing-%d")
                        .setDaemon(true)
                        .build(),
                new ThreadPoolExecutor.CallerRunsPolicy());
    }
}
