package io.github.imagesharing.internal;

import com.google.common.base.Throwables;
import io.github.imagesharing.AccessReport;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.internal.tasks.Tasks;
import io.github.imagesharing.spi.CvmPort;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads who has access to each of many images, as many at once as fill the quota. Thread-safe. */
public final class ImageAudit {

    /** Ten reads a second at three seconds of latency. */
    private static final int MOST_UNDER_WAY = 32;

    private final CvmPort cvm;
    private final Executor executor;
    private final TimeSource time;

    /**
     * Makes it; reads nothing.
     *
     * @param cvm the product
     * @param executor runs the reads that go side by side
     * @param time where time comes from
     */
    public ImageAudit(CvmPort cvm, Executor executor, TimeSource time) {
        this.cvm = cvm;
        this.executor = executor;
        this.time = time;
    }

    /** An image deleted meanwhile is skipped; whatever else cannot be read ends the audit, for holes would mislead. */
    public AccessReport of(ImageQuery query) {
        Instant now = time.instant();
        List<CvmImage> images = cvm.images(query, deadline(new Deadline.Ending()));
        Map<ImageId, List<SharedAccount>> access = read(images);
        List<CvmImage> there = new ArrayList<>();
        List<CvmImage> skipped = new ArrayList<>();
        Map<ImageId, List<SharedAccount>> inOrder = new LinkedHashMap<>();
        for (CvmImage image : images) {
            List<SharedAccount> accounts = access.get(image.id());
            if (accounts == null) {
                skipped.add(image);
            } else {
                there.add(image);
                inOrder.put(image.id(), accounts);
            }
        }
        return new AccessReport(now, there, inOrder, skipped);
    }

    private Map<ImageId, List<SharedAccount>> read(List<CvmImage> images) {
        Map<ImageId, List<SharedAccount>> access = new ConcurrentHashMap<>();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Deadline.Ending ending = new Deadline.Ending();
        try (Tasks tasks = new Tasks(executor, MOST_UNDER_WAY)) {
            try {
                for (CvmImage image : images) {
                    tasks.submit(() -> {
                        if (failure.get() == null) {
                            read(image.id(), access, failure, ending);
                        }
                    });
                }
                tasks.finish();
            } catch (InterruptedException e) {
                tasks.breakOff();
                throw CallInterruptedException.keepingFlag(null, "interrupted while the audit read", e);
            }
        }
        Throwable failed = failure.get();
        if (failed != null) {
            Throwables.throwIfUnchecked(failed);
            throw new IllegalStateException(failed);
        }
        return access;
    }

    private void read(
            ImageId imageId,
            Map<ImageId, List<SharedAccount>> access,
            AtomicReference<@Nullable Throwable> failure,
            Deadline.Ending ending) {
        try {
            access.put(imageId, cvm.sharedWith(imageId, deadline(ending)));
        } catch (ImageNotFoundException deleted) {
            // It stays absent, which names it as skipped.
        } catch (Throwable e) { // It ends the audit, and not only this thread.
            failure.compareAndSet(null, e);
            if (e instanceof ImageSharingException why) {
                ending.end(why);
            }
        }
    }

    private Deadline deadline(Deadline.Ending ending) {
        return Deadline.ofWork(cvm.settings().retry().deadline(), time, ending);
    }
}
