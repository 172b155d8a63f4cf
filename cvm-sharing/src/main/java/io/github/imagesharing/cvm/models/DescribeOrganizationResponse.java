package io.github.imagesharing.cvm.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The part of the response that is read. */
public final class DescribeOrganizationResponse {

    @SerializedName("HostUin")
    @Expose
    private @Nullable Long HostUin;

    @SerializedName("IsManager")
    @Expose
    private @Nullable Boolean IsManager;

    @SerializedName("IsAssignManager")
    @Expose
    private @Nullable Boolean IsAssignManager;

    public @Nullable Long getHostUin() {
        return HostUin;
    }

    public @Nullable Boolean getIsManager() {
        return IsManager;
    }

    public @Nullable Boolean getIsAssignManager() {
        return IsAssignManager;
    }
}
