package io.github.imagesharing.cvm;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import io.github.imagesharing.AccountId;
import org.jspecify.annotations.Nullable;

/** The part of the answer that is read. */
final class GetCallerIdentityResponse {

    @Expose
    @SerializedName("AccountId")
    private @Nullable String accountId;

    /** The root account that owns the caller, whoever the caller is. */
    AccountId account() {
        return AccountId.of(accountId == null ? "" : accountId);
    }
}
