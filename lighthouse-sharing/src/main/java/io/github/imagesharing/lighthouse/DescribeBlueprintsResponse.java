package io.github.imagesharing.lighthouse;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The part of the answer that is read. */
final class DescribeBlueprintsResponse {

    @SerializedName("TotalCount")
    @Expose
    private @Nullable Long TotalCount;

    @SerializedName("BlueprintSet")
    @Expose
    private Blueprint @Nullable [] BlueprintSet;

    @Nullable
    Long getTotalCount() {
        return TotalCount;
    }

    Blueprint @Nullable [] getBlueprintSet() {
        return BlueprintSet;
    }
}
