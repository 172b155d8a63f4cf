package io.github.imagesharing.cvm.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The part of the response that is read. */
public final class DescribeSnapshotsResponse {

    @SerializedName("SnapshotSet")
    @Expose
    private Snapshot @Nullable [] SnapshotSet;

    public Snapshot @Nullable [] getSnapshotSet() {
        return SnapshotSet;
    }
}
