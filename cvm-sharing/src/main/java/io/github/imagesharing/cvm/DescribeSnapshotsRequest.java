package io.github.imagesharing.cvm;

import com.google.gson.annotations.Expose;
import com.tencentcloudapi.common.AbstractModel;
import java.util.HashMap;
import java.util.List;

/** CBS {@code DescribeSnapshots}, version 2017-03-12. The field names are the service's: the SDK looks them up so. */
final class DescribeSnapshotsRequest extends AbstractModel {

    @Expose
    private final String[] SnapshotIds;

    @Expose
    private final Long Limit;

    DescribeSnapshotsRequest(List<String> snapshots, long page) {
        this.SnapshotIds = snapshots.toArray(String[]::new);
        this.Limit = page;
    }

    @Override
    @SuppressWarnings("NonApiType") // the SDK's signature
    protected void toMap(HashMap<String, String> map, String prefix) {
        setParamArraySimple(map, prefix + "SnapshotIds.", SnapshotIds);
        setParamSimple(map, prefix + "Limit", Limit);
    }
}
