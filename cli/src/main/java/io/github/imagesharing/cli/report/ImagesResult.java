package io.github.imagesharing.cli.report;

import com.google.gson.JsonObject;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.console.Screen;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Images as they are.
 *
 * @param images the images of each region, in the order listed
 */
public record ImagesResult(Map<Region, List<CvmImage>> images) implements Result {

    static final List<String> COLUMNS = List.of(
            "region",
            "image_id",
            "image_name",
            "image_state",
            "created_at",
            "size_gib",
            "license",
            "platform",
            "os_name",
            "architecture",
            "family",
            "deprecated");

    @Override
    public void text(Screen out) {
        images.forEach((region, some) -> {
            if (images.size() > 1) {
                out.heading(region.value());
            }
            some.forEach(out::image);
        });
    }

    @Override
    public String json() {
        return Json.text(Json.byRegion(images, (region, some) -> {
            JsonObject json = new JsonObject();
            json.add("images", Json.array(some.stream().map(ImagesResult::json)));
            return json;
        }));
    }

    static JsonObject json(CvmImage image) {
        JsonObject json = new JsonObject();
        json.addProperty("imageId", image.id().value());
        json.addProperty("name", image.name());
        json.addProperty("state", state(image));
        json.addProperty(
                "createdAt",
                image.createdAt() == null ? null : image.createdAt().toString());
        json.addProperty("sizeGiB", image.sizeGiB());
        json.addProperty("license", image.license().name());
        json.addProperty("platform", image.platform());
        json.addProperty("osName", image.osName());
        json.addProperty("architecture", image.architecture());
        json.addProperty("family", image.family());
        json.addProperty("deprecated", image.isDeprecated());
        return json;
    }

    @Override
    public String csv() {
        Csv csv = new Csv(COLUMNS.toArray(String[]::new));
        images.forEach((region, some) -> some.forEach(image -> csv.row(cells(region, image))));
        return csv.toString();
    }

    /** The row of an image. */
    static @Nullable Object[] cells(Region region, CvmImage image) {
        return new @Nullable Object[] {
            region,
            image.id(),
            image.name(),
            state(image),
            image.createdAt(),
            image.sizeGiB(),
            image.license().name(),
            image.platform(),
            image.osName(),
            image.architecture(),
            image.family(),
            image.isDeprecated()
        };
    }

    /** As the service writes it, also one that this version does not know. */
    private static String state(CvmImage image) {
        return image.unrecognized().getOrDefault("ImageState", image.state().name());
    }
}
