package io.github.imagesharing.cvm.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import com.tencentcloudapi.common.AbstractModel;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** {@code DescribeOrganizationMembers} of the organisation service, version 2021-03-31. Named and spelt as the official artifact does it. */
public final class DescribeOrganizationMembersRequest extends AbstractModel {

    @SerializedName("Offset")
    @Expose
    private @Nullable Long Offset;

    @SerializedName("Limit")
    @Expose
    private @Nullable Long Limit;

    public void setOffset(Long Offset) {
        this.Offset = Offset;
    }

    public void setLimit(Long Limit) {
        this.Limit = Limit;
    }

    @Override
    @SuppressWarnings("NonApiType") // the SDK's signature
    protected void toMap(HashMap<String, String> map, String prefix) {
        setParamSimple(map, prefix + "Offset", Offset);
        setParamSimple(map, prefix + "Limit", Limit);
    }
}
