package io.github.imagesharing.cli.report;

import com.google.gson.JsonObject;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.console.Exit;
import io.github.imagesharing.cli.console.Screen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of each image that was shared into Lighthouse or taken back.
 *
 * @param region where they are
 * @param images the images, in the order asked
 */
public record LighthouseResult(Region region, List<One> images) implements Result {

    /**
     * What became of one image.
     *
     * @param image the image
     * @param blueprint the blueprint it is in Lighthouse, where the service tells
     * @param done what was done, in a word
     * @param why why it was not done, or null
     */
    public record One(
            ImageId image,
            @Nullable BlueprintId blueprint,
            String done,
            @Nullable ImageSharingException why) {

        private String outcome() {
            if (why == null) {
                return done;
            }
            return why instanceof CallInterruptedException ? "not_begun" : "failed";
        }
    }

    /** The exit code. */
    public int exit() {
        return images.stream()
                .mapToInt(one -> one.why == null ? Exit.DONE : Exit.of(one.why))
                .max()
                .orElse(Exit.DONE);
    }

    @Override
    public void text(Screen out) {
        for (One one : images) {
            if (one.why != null) {
                out.refusal(one.image.value(), one.why);
            } else {
                out.say("  @|green ✓|@ %s %s %s", one.image, one.done, one.blueprint == null ? "" : one.blueprint);
            }
        }
    }

    @Override
    public String json() {
        JsonObject json = new JsonObject();
        json.add("images", Json.array(images.stream().map(one -> {
            JsonObject image = new JsonObject();
            image.addProperty("imageId", one.image.value());
            image.addProperty("blueprintId", one.blueprint == null ? null : one.blueprint.value());
            image.addProperty("outcome", one.outcome());
            image.add("error", Json.error(one.why));
            return image;
        })));
        return Json.text(json);
    }

    @Override
    public String csv() {
        Csv csv = new Csv("region", "image_id", "blueprint_id", "outcome", "reason");
        images.forEach(one -> csv.row(
                region, one.image, one.blueprint, one.outcome(), one.why == null ? null : Screen.reason(one.why)));
        return csv.toString();
    }
}
