package io.github.imagesharing.lighthouse;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The part of an element that is read. */
final class BlueprintShareAcrossAccountInfo {

    @SerializedName("AccountId")
    @Expose
    private @Nullable String AccountId;

    @SerializedName("CreatedTime")
    @Expose
    private @Nullable String CreatedTime;

    @Nullable
    String getAccountId() {
        return AccountId;
    }

    @Nullable
    String getCreatedTime() {
        return CreatedTime;
    }
}
