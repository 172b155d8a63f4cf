package io.github.imagesharing.cvm.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import com.tencentcloudapi.common.AbstractModel;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** CBS {@code DescribeSnapshots}, version 2017-03-12. Named and spelt as the official artifact does it. */
public final class DescribeSnapshotsRequest extends AbstractModel {

    @SerializedName("SnapshotIds")
    @Expose
    private String @Nullable [] SnapshotIds;

    @SerializedName("Limit")
    @Expose
    private @Nullable Long Limit;

    public void setSnapshotIds(String[] SnapshotIds) {
        this.SnapshotIds = SnapshotIds;
    }

    public void setLimit(Long Limit) {
        this.Limit = Limit;
    }

    @Override
    @SuppressWarnings("NonApiType") // the SDK's signature
    protected void toMap(HashMap<String, String> map, String prefix) {
        setParamArraySimple(map, prefix + "SnapshotIds.", SnapshotIds);
        setParamSimple(map, prefix + "Limit", Limit);
    }
}
