package io.github.imagesharing.testkit.actions;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.imagesharing.testkit.state.Image;
import io.github.imagesharing.testkit.state.Snapshot;

/** Writes a CVM image as DescribeImages does, also with the members and the nulls that its documentation lacks. */
final class ImageJson {

    private ImageJson() {}

    static JsonObject of(Image image, String owner) {
        boolean official = image.type().equals("PUBLIC_IMAGE");
        JsonObject json = new JsonObject();
        json.addProperty("ImageId", image.id());
        json.addProperty("OsName", image.osName());
        json.addProperty("ImageType", image.type());
        json.addProperty("CreatedTime", official ? null : image.createdAt().toString());
        json.addProperty("ImageName", image.name());
        json.addProperty("ImageDescription", "");
        json.addProperty("ImageSize", image.sizeGiB());
        json.addProperty("Architecture", "x86_64");
        json.addProperty("ImageState", image.state());
        json.addProperty("Platform", image.platform());
        json.addProperty("ImageCreator", official ? null : owner);
        json.addProperty("ImageSource", official ? "OFFICIAL" : image.source());
        json.add("SyncPercent", JsonNull.INSTANCE);
        json.add("CreatePercent", JsonNull.INSTANCE);
        json.addProperty("IsSupportCloudinit", image.cloudInit());
        json.addProperty("isSupportCloudinit", image.cloudInit());
        json.addProperty("IsSupportAutoInstallGPUDriver", false);
        json.add("GPUDriverList", new JsonArray());
        json.addProperty("ImageFormat", "RAW");
        json.addProperty("_ImageClass", image.wholeInstance() ? "InstanceImage" : "SystemImage");
        json.addProperty("LicenseType", image.license());
        if (!image.family().isEmpty()) {
            json.addProperty("ImageFamily", image.family());
        }
        if (image.deprecated()) {
            json.addProperty("ImageDeprecated", true);
        }
        json.add("Tags", tags(image));
        if (image.snapshotsListed()) {
            json.add("SnapshotSet", official ? new JsonArray() : snapshots(image));
        }
        return json;
    }

    private static JsonArray tags(Image image) {
        JsonArray tags = new JsonArray();
        image.tags().forEach((key, value) -> {
            JsonObject tag = new JsonObject();
            tag.addProperty("Key", key);
            tag.addProperty("Value", value);
            tag.addProperty("tagKey", key);
            tag.addProperty("tagValue", value);
            tags.add(tag);
        });
        return tags;
    }

    private static JsonArray snapshots(Image image) {
        JsonArray snapshots = new JsonArray();
        for (Snapshot snapshot : image.snapshots()) {
            JsonObject json = new JsonObject();
            json.addProperty("SnapshotId", snapshot.id());
            json.addProperty("DiskUsage", snapshot.usage().name());
            json.addProperty("DiskSize", snapshot.sizeGiB());
            snapshots.add(json);
        }
        return snapshots;
    }
}
