package io.github.imagesharing.cvm;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of the answer that is read. */
final class DescribeSnapshotsResponse {

    @Expose
    @SerializedName("SnapshotSet")
    private Snapshot @Nullable [] snapshotSet;

    /** By snapshot whether it is encrypted; where the service does not say, the snapshot is absent. */
    Map<String, Boolean> encrypted() {
        Map<String, Boolean> encrypted = new HashMap<>();
        ImageReader.present(snapshotSet).forEach(snapshot -> {
            if (snapshot.snapshotId != null && snapshot.encrypt != null) {
                encrypted.put(snapshot.snapshotId, snapshot.encrypt);
            }
        });
        return encrypted;
    }

    private static final class Snapshot {

        @Expose
        @SerializedName("SnapshotId")
        private @Nullable String snapshotId;

        @Expose
        @SerializedName("Encrypt")
        private @Nullable Boolean encrypt;
    }
}
