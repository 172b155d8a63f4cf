package io.github.imagesharing.lighthouse.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The answer. */
public final class CancelShareBlueprintAcrossAccountsResponse {

    @SerializedName("RequestId")
    @Expose
    private @Nullable String RequestId;

    @Nullable
    public String getRequestId() {
        return RequestId;
    }
}
