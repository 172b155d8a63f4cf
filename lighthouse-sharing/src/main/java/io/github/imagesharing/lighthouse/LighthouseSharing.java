package io.github.imagesharing.lighthouse;

import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.spi.LighthousePort;

/** Lighthouse through Tencent Cloud's own SDK. */
public final class LighthouseSharing {

    private LighthouseSharing() {}

    /**
     * Connects; sends nothing yet.
     *
     * @param settings how the cloud is called
     * @return the product, thread-safe; it is for {@link ImageSharingService.Builder#lighthouse} alone, because its own methods check nothing. The service closes it
     * @throws IllegalArgumentException if the settings are null
     * @throws IllegalStateException if the class path has another library in a version that does not do; it says which, which
     *     version is there and which is needed
     */
    public static LighthousePort connect(CloudSettings settings) {
        return new LighthouseAdapter(settings);
    }
}
