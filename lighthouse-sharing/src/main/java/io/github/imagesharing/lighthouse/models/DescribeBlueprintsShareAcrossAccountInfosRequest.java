package io.github.imagesharing.lighthouse.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import com.tencentcloudapi.common.AbstractModel;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Named as the official documents do it; the SDK for Java has no model of it. */
public final class DescribeBlueprintsShareAcrossAccountInfosRequest extends AbstractModel {

    @SerializedName("BlueprintIds")
    @Expose
    private String @Nullable [] BlueprintIds;

    @SerializedName("Offset")
    @Expose
    private @Nullable Long Offset;

    @SerializedName("Limit")
    @Expose
    private @Nullable Long Limit;

    public void setBlueprintIds(String[] BlueprintIds) {
        this.BlueprintIds = BlueprintIds;
    }

    public void setOffset(Long Offset) {
        this.Offset = Offset;
    }

    public void setLimit(Long Limit) {
        this.Limit = Limit;
    }

    @Override
    @SuppressWarnings("NonApiType") // the SDK's signature
    protected void toMap(HashMap<String, String> map, String prefix) {
        setParamArraySimple(map, prefix + "BlueprintIds.", BlueprintIds);
        setParamSimple(map, prefix + "Offset", Offset);
        setParamSimple(map, prefix + "Limit", Limit);
    }
}
