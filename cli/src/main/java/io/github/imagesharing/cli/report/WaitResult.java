package io.github.imagesharing.cli.report;

import com.google.gson.JsonObject;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.console.Screen;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The images that can be shared, and those that cannot.
 *
 * @param region where they are
 * @param ready the images that are NORMAL, in the order asked
 * @param failed why each of the others is not
 */
public record WaitResult(Region region, List<CvmImage> ready, Map<ImageId, ImageSharingException> failed)
        implements Result {

    /** Why one is not was said when it was found. */
    @Override
    public void text(Screen out) {
        ready.forEach(out::image);
    }

    @Override
    public String json() {
        JsonObject json = new JsonObject();
        json.add("images", Json.array(ready.stream().map(ImagesResult::json)));
        json.add("failed", Json.failures(failed));
        return Json.text(json);
    }

    /** The columns of a list, and the reason. */
    @Override
    public String csv() {
        Csv csv = new Csv(Stream.concat(ImagesResult.COLUMNS.stream(), Stream.of("reason"))
                .toArray(String[]::new));
        ready.forEach(image -> csv.row(cells(ImagesResult.cells(region, image), null)));
        failed.forEach((image, why) -> csv.row(cells(new Object[] {region, image}, Screen.reason(why))));
        return csv.toString();
    }

    private static @Nullable Object[] cells(@Nullable Object[] first, @Nullable String reason) {
        @Nullable Object[] cells = Arrays.copyOf(first, ImagesResult.COLUMNS.size() + 1);
        cells[cells.length - 1] = reason;
        return cells;
    }
}
