package io.github.imagesharing.cvm;

import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.spi.CvmPort;

/** CVM through Tencent Cloud's own SDK, and CBS and STS for the preconditions that CVM itself does not tell. */
public final class CvmSharing {

    private CvmSharing() {}

    /**
     * Connects; sends nothing yet.
     *
     * @param settings how the cloud is called
     * @return the product, thread-safe; it is for {@link ImageSharingService.Builder#cvm} alone, because its own methods check nothing. The service closes it
     * @throws IllegalArgumentException if the settings are null
     * @throws IllegalStateException if the class path has another library in a version that does not do; it says which, which
     *     version is there and which is needed
     */
    public static CvmPort connect(CloudSettings settings) {
        return new CvmAdapter(settings);
    }
}
