package io.github.imagesharing.lighthouse.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The answer; the id is null where the image is taken back. */
public final class ModifyImageSharePermissionResponse {

    @SerializedName("BlueprintId")
    @Expose
    private @Nullable String BlueprintId;

    @Nullable
    public String getBlueprintId() {
        return BlueprintId;
    }
}
