package io.github.imagesharing.lighthouse;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The part of the answer that is read. */
final class DescribeBlueprintsShareAcrossAccountInfosResponse {

    @SerializedName("TotalCount")
    @Expose
    private @Nullable Long TotalCount;

    @SerializedName("BlueprintShareAcrossAccountInfoSet")
    @Expose
    private BlueprintShareAcrossAccountInfo @Nullable [] BlueprintShareAcrossAccountInfoSet;

    @Nullable
    Long getTotalCount() {
        return TotalCount;
    }

    BlueprintShareAcrossAccountInfo @Nullable [] getBlueprintShareAcrossAccountInfoSet() {
        return BlueprintShareAcrossAccountInfoSet;
    }
}
