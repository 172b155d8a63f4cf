package io.github.imagesharing.lighthouse;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The answer. */
final class ShareBlueprintAcrossAccountsResponse {

    @SerializedName("RequestId")
    @Expose
    private @Nullable String RequestId;

    @Nullable
    String getRequestId() {
        return RequestId;
    }
}
