package io.github.imagesharing.lighthouse;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The answer; the id is null where the image is taken back. */
final class ModifyImageSharePermissionResponse {

    @SerializedName("BlueprintId")
    @Expose
    private @Nullable String BlueprintId;

    @Nullable
    String getBlueprintId() {
        return BlueprintId;
    }
}
