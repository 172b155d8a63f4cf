package io.github.imagesharing.lighthouse.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The part of an element that is read. */
public final class BlueprintShareAcrossAccountInfo {

    @SerializedName("AccountId")
    @Expose
    private @Nullable String AccountId;

    @SerializedName("CreatedTime")
    @Expose
    private @Nullable String CreatedTime;

    @Nullable
    public String getAccountId() {
        return AccountId;
    }

    @Nullable
    public String getCreatedTime() {
        return CreatedTime;
    }
}
