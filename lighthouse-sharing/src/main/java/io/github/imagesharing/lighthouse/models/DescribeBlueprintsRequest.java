package io.github.imagesharing.lighthouse.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import com.tencentcloudapi.common.AbstractModel;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Named and spelt as the official artifact does it. */
public final class DescribeBlueprintsRequest extends AbstractModel {

    @SerializedName("BlueprintIds")
    @Expose
    private String @Nullable [] BlueprintIds;

    @SerializedName("Offset")
    @Expose
    private @Nullable Long Offset;

    @SerializedName("Limit")
    @Expose
    private @Nullable Long Limit;

    @SerializedName("Filters")
    @Expose
    private Filter @Nullable [] Filters;

    public void setBlueprintIds(String[] BlueprintIds) {
        this.BlueprintIds = BlueprintIds;
    }

    public void setOffset(Long Offset) {
        this.Offset = Offset;
    }

    public void setLimit(Long Limit) {
        this.Limit = Limit;
    }

    public void setFilters(Filter[] Filters) {
        this.Filters = Filters;
    }

    @Override
    @SuppressWarnings("NonApiType") // the SDK's signature
    protected void toMap(HashMap<String, String> map, String prefix) {
        setParamArraySimple(map, prefix + "BlueprintIds.", BlueprintIds);
        setParamSimple(map, prefix + "Offset", Offset);
        setParamSimple(map, prefix + "Limit", Limit);
        setParamArrayObj(map, prefix + "Filters.", Filters);
    }
}
