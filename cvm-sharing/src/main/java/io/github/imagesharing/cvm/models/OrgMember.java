package io.github.imagesharing.cvm.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The part of a member that is read. */
public final class OrgMember {

    @SerializedName("MemberUin")
    @Expose
    private @Nullable Long MemberUin;

    public @Nullable Long getMemberUin() {
        return MemberUin;
    }
}
