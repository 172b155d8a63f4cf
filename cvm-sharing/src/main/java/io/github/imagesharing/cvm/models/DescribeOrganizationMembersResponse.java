package io.github.imagesharing.cvm.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The part of the response that is read. */
public final class DescribeOrganizationMembersResponse {

    @SerializedName("Items")
    @Expose
    private OrgMember @Nullable [] Items;

    @SerializedName("Total")
    @Expose
    private @Nullable Long Total;

    public OrgMember @Nullable [] getItems() {
        return Items;
    }

    public @Nullable Long getTotal() {
        return Total;
    }
}
