package io.github.imagesharing.lighthouse.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import com.tencentcloudapi.common.AbstractModel;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Named and spelt as the official artifact does it. */
public final class CancelShareBlueprintAcrossAccountsRequest extends AbstractModel {

    @SerializedName("BlueprintId")
    @Expose
    private @Nullable String BlueprintId;

    @SerializedName("AccountIds")
    @Expose
    private String @Nullable [] AccountIds;

    public void setBlueprintId(String BlueprintId) {
        this.BlueprintId = BlueprintId;
    }

    public void setAccountIds(String[] AccountIds) {
        this.AccountIds = AccountIds;
    }

    @Override
    @SuppressWarnings("NonApiType") // the SDK's signature
    protected void toMap(HashMap<String, String> map, String prefix) {
        setParamSimple(map, prefix + "BlueprintId", BlueprintId);
        setParamArraySimple(map, prefix + "AccountIds.", AccountIds);
    }
}
