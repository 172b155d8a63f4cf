package io.github.imagesharing.lighthouse.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The part of the answer that is read. */
public final class DescribeBlueprintsResponse {

    @SerializedName("TotalCount")
    @Expose
    private @Nullable Long TotalCount;

    @SerializedName("BlueprintSet")
    @Expose
    private Blueprint @Nullable [] BlueprintSet;

    @Nullable
    public Long getTotalCount() {
        return TotalCount;
    }

    public Blueprint @Nullable [] getBlueprintSet() {
        return BlueprintSet;
    }
}
