package io.github.imagesharing.lighthouse;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The part of an image that is read. */
final class Image {

    @SerializedName("ImageId")
    @Expose
    private @Nullable String ImageId;

    @SerializedName("ImageSource")
    @Expose
    private @Nullable String ImageSource;

    @SerializedName("ImageClass")
    @Expose
    private @Nullable String ImageClass;

    @SerializedName("ImageState")
    @Expose
    private @Nullable String ImageState;

    @SerializedName("IsSupportCloudinit")
    @Expose
    private @Nullable Boolean IsSupportCloudinit;

    @SerializedName("OsName")
    @Expose
    private @Nullable String OsName;

    @SerializedName("Platform")
    @Expose
    private @Nullable String Platform;

    @SerializedName("IsShareable")
    @Expose
    private @Nullable Boolean IsShareable;

    @SerializedName("UnshareableReason")
    @Expose
    private @Nullable String UnshareableReason;

    @Nullable
    String getImageId() {
        return ImageId;
    }

    @Nullable
    String getImageSource() {
        return ImageSource;
    }

    @Nullable
    String getImageClass() {
        return ImageClass;
    }

    @Nullable
    String getImageState() {
        return ImageState;
    }

    @Nullable
    Boolean getIsSupportCloudinit() {
        return IsSupportCloudinit;
    }

    @Nullable
    String getOsName() {
        return OsName;
    }

    @Nullable
    String getPlatform() {
        return Platform;
    }

    @Nullable
    Boolean getIsShareable() {
        return IsShareable;
    }

    @Nullable
    String getUnshareableReason() {
        return UnshareableReason;
    }
}
