package io.github.imagesharing.lighthouse.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The part of the answer that is read. */
public final class DescribeBlueprintsShareAcrossAccountInfosResponse {

    @SerializedName("TotalCount")
    @Expose
    private @Nullable Long TotalCount;

    @SerializedName("BlueprintShareAcrossAccountInfoSet")
    @Expose
    private BlueprintShareAcrossAccountInfo @Nullable [] BlueprintShareAcrossAccountInfoSet;

    @Nullable
    public Long getTotalCount() {
        return TotalCount;
    }

    public BlueprintShareAcrossAccountInfo @Nullable [] getBlueprintShareAcrossAccountInfoSet() {
        return BlueprintShareAcrossAccountInfoSet;
    }
}
