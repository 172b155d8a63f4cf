package io.github.imagesharing;

import io.github.imagesharing.spi.TimeSource;

/** Lets a system test decide what time it is for a service; users have no need to. */
public final class ServiceTime {

    private ServiceTime() {}

    /** Begins a service that takes its time from a source of the test's. */
    public static ImageSharingService.Builder builder(TimeSource time) {
        return ImageSharingService.builder().time(time);
    }
}
