package io.github.imagesharing.lighthouse.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The part of the answer that is read. */
public final class DescribeImagesToShareResponse {

    @SerializedName("ImageSet")
    @Expose
    private Image @Nullable [] ImageSet;

    public Image @Nullable [] getImageSet() {
        return ImageSet;
    }
}
