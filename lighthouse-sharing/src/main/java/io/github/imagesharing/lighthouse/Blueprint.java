package io.github.imagesharing.lighthouse;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The part of a blueprint that is read. */
final class Blueprint {

    @SerializedName("BlueprintId")
    @Expose
    private @Nullable String BlueprintId;

    @SerializedName("BlueprintState")
    @Expose
    private @Nullable String BlueprintState;

    @SerializedName("ImageId")
    @Expose
    private @Nullable String ImageId;

    @Nullable
    String getBlueprintId() {
        return BlueprintId;
    }

    @Nullable
    String getBlueprintState() {
        return BlueprintState;
    }

    @Nullable
    String getImageId() {
        return ImageId;
    }
}
