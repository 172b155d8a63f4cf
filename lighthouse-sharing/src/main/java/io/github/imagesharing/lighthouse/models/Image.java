package io.github.imagesharing.lighthouse.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The part of an image that is read. */
public final class Image {

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
    public String getImageId() {
        return ImageId;
    }

    @Nullable
    public String getImageSource() {
        return ImageSource;
    }

    @Nullable
    public String getImageClass() {
        return ImageClass;
    }

    @Nullable
    public String getImageState() {
        return ImageState;
    }

    @Nullable
    public Boolean getIsSupportCloudinit() {
        return IsSupportCloudinit;
    }

    @Nullable
    public String getOsName() {
        return OsName;
    }

    @Nullable
    public String getPlatform() {
        return Platform;
    }

    @Nullable
    public Boolean getIsShareable() {
        return IsShareable;
    }

    @Nullable
    public String getUnshareableReason() {
        return UnshareableReason;
    }
}
