package io.github.imagesharing.cvm.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The part of a CBS snapshot that is read. */
public final class Snapshot {

    @SerializedName("SnapshotId")
    @Expose
    private @Nullable String SnapshotId;

    @SerializedName("Encrypt")
    @Expose
    private @Nullable Boolean Encrypt;

    public @Nullable String getSnapshotId() {
        return SnapshotId;
    }

    public @Nullable Boolean getEncrypt() {
        return Encrypt;
    }
}
