package io.github.imagesharing.cvm.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The part of the response that is read. */
public final class GetCallerIdentityResponse {

    @SerializedName("AccountId")
    @Expose
    private @Nullable String AccountId;

    public @Nullable String getAccountId() {
        return AccountId;
    }
}
