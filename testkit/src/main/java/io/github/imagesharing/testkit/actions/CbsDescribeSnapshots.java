package io.github.imagesharing.testkit.actions;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.imagesharing.testkit.operation.Action;
import io.github.imagesharing.testkit.operation.Call;
import io.github.imagesharing.testkit.operation.Filter;
import io.github.imagesharing.testkit.operation.Listing;
import io.github.imagesharing.testkit.operation.Page;
import io.github.imagesharing.testkit.operation.Params;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import io.github.imagesharing.testkit.state.Snapshot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lists the snapshots images are made of, and whether they are encrypted. */
final class CbsDescribeSnapshots implements Action {

    @Override
    public JsonObject answer(Call call) {
        Params params = call.params("SnapshotIds", "Filters", "Offset", "Limit", "Order", "OrderField");
        Set<String> ids = new LinkedHashSet<>(params.texts("SnapshotIds"));
        List<Filter> filters = params.filters();
        if (!ids.isEmpty() && !filters.isEmpty()) {
            throw new ServiceRefusal(
                    "InvalidParameterValue", "`SnapshotIds` and `Filters` cannot be specified at the same time.");
        }
        if (ids.size() > Page.LONGEST) {
            throw new ServiceRefusal("InvalidParameterValue", "The number of `SnapshotIds` exceeds the limit.");
        }
        Page page = Page.read(params, new ServiceRefusal("InvalidParameterValue", "The value of `Limit` is invalid."));
        List<Snapshot> found = call.seen().listed().stream()
                .filter(image -> image.isOwn() && image.isIn(call.region()))
                .flatMap(image -> image.snapshots().stream())
                .filter(snapshot -> ids.isEmpty() || ids.contains(snapshot.id()))
                .filter(snapshot -> filters.stream().allMatch(filter -> matches(filter, snapshot)))
                .toList();
        return Listing.of("SnapshotSet", found, page, CbsDescribeSnapshots::json);
    }

    private static boolean matches(Filter filter, Snapshot snapshot) {
        return switch (filter.name()) {
            case "snapshot-id" -> filter.equalsAny(snapshot.id());
            case "disk-usage" -> filter.equalsAny(snapshot.usage().name());
            case "encrypt" -> filter.equalsAny(String.valueOf(snapshot.encrypted()));
            default ->
                throw new ServiceRefusal(
                        "InvalidFilter", "The specified Filter `" + filter.name() + "` is not supported.");
        };
    }

    private static JsonObject json(Snapshot snapshot) {
        JsonObject json = new JsonObject();
        json.addProperty("SnapshotId", snapshot.id());
        json.addProperty("SnapshotName", "");
        json.addProperty("SnapshotState", "NORMAL");
        json.addProperty("SnapshotType", "PRIVATE_SNAPSHOT");
        json.addProperty("DiskUsage", snapshot.usage().name());
        json.addProperty("DiskSize", snapshot.sizeGiB());
        json.addProperty("DiskId", "disk-" + snapshot.id().substring("snap-".length()));
        json.addProperty("Encrypt", snapshot.encrypted());
        json.addProperty("Percent", 100);
        json.addProperty("IsPermanent", true);
        json.addProperty("CopyFromRemote", false);
        json.add("CopyingToRegions", new JsonArray());
        json.addProperty("CreateTime", "2019-07-15 00:00:00");
        json.addProperty("DeadlineTime", "");
        json.addProperty("ShareReference", 0);
        json.addProperty("ImageCount", 1);
        json.add("Tags", new JsonArray());
        return json;
    }
}
