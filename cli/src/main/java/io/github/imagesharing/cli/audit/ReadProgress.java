package io.github.imagesharing.cli.audit;

import io.github.imagesharing.CallObserver;
import io.github.imagesharing.cli.console.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Counts the images whose accounts have been read.
 *
 * <p>It answers an audit that says nothing for as long as it lasts, which the library's call alone cannot: each read is heard
 * here as it ends, and no request is sent for that. Shown by {@code AuditTest}.
 *
 * <p>Thread-safe.
 */
public final class ReadProgress implements CallObserver {

    private static final String READ = "DescribeImageSharePermission";

    private volatile @Nullable Progress progress;

    /** From now on the images of another region are read. */
    public void of(Progress region) {
        progress = region;
    }

    @Override
    public Watch began(Call call) {
        Progress counting = progress;
        if (counting == null || !call.api().action().equals(READ)) {
            return Watch.NONE;
        }
        return new Watch() {
            @Override
            public void ended(Ending ending) {
                counting.read();
            }
        };
    }
}
