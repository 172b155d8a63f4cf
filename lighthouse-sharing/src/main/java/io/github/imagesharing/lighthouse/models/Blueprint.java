package io.github.imagesharing.lighthouse.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The part of a blueprint that is read. */
public final class Blueprint {

    @SerializedName("BlueprintId")
    @Expose
    private @Nullable String BlueprintId;

    @SerializedName("BlueprintType")
    @Expose
    private @Nullable String BlueprintType;

    @SerializedName("BlueprintState")
    @Expose
    private @Nullable String BlueprintState;

    @SerializedName("ImageId")
    @Expose
    private @Nullable String ImageId;

    @Nullable
    public String getBlueprintId() {
        return BlueprintId;
    }

    @Nullable
    public String getBlueprintType() {
        return BlueprintType;
    }

    @Nullable
    public String getBlueprintState() {
        return BlueprintState;
    }

    @Nullable
    public String getImageId() {
        return ImageId;
    }
}
