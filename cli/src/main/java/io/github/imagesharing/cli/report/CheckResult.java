package io.github.imagesharing.cli.report;

import com.google.gson.JsonObject;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.ShareCheck;
import io.github.imagesharing.cli.console.Exit;
import io.github.imagesharing.cli.console.Screen;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which images could be shared, and why not.
 *
 * @param checks the check of each image of each region
 * @param missing the images that were named and are in none of the regions
 */
public record CheckResult(Map<Region, Map<ImageId, ShareCheck>> checks, Collection<ImageId> missing) implements Result {

    /** The exit code: whether an image is not there, else whether there is a violation. */
    public int exit() {
        if (!notThere().isEmpty()) {
            return Exit.FAILED;
        }
        boolean allowed = checks.values().stream()
                .flatMap(images -> images.values().stream())
                .allMatch(ShareCheck::isAllowed);
        return allowed ? Exit.DONE : Exit.PENDING;
    }

    private List<ImageId> notThere() {
        Stream<ImageId> refused = checks.values().stream()
                .flatMap(images -> images.entrySet().stream())
                .filter(one -> one.getValue().violations().stream().anyMatch(Missing::isSaidBy))
                .map(Map.Entry::getKey);
        return Stream.concat(missing.stream(), refused).distinct().toList();
    }

    @Override
    public void text(Screen out) {
        checks.forEach((region, images) -> images.forEach((image, check) -> {
            String what = checks.size() == 1 ? image.value() : image + " in " + region;
            if (check.isAllowed()) {
                out.say("  @|green ✓|@ %s can be shared", what);
            }
            check.violations().forEach(violation -> out.refusal(what, violation));
            check.unchecked()
                    .forEach(one ->
                            out.say("  @|yellow ?|@ %s not checked: %s, %s", what, one.precondition(), one.reason()));
        }));
    }

    @Override
    public String json() {
        JsonObject json = Json.byRegion(checks, (region, images) -> {
            JsonObject all = new JsonObject();
            all.add("images", Json.array(images.entrySet().stream().map(one -> {
                JsonObject image = new JsonObject();
                image.addProperty("imageId", one.getKey().value());
                Json.of(one.getValue().toJson())
                        .entrySet()
                        .forEach(member -> image.add(member.getKey(), member.getValue()));
                return image;
            })));
            return all;
        });
        json.add("missing", Json.texts(notThere().stream()));
        return Json.text(json);
    }

    @Override
    public String csv() {
        Csv csv = new Csv("region", "image_id", "outcome", "reason");
        checks.forEach((region, images) -> images.forEach((image, check) -> {
            if (check.isAllowed()) {
                csv.row(region, image, "allowed", null);
            }
            check.violations().forEach(one -> csv.row(region, image, "violated", Screen.reason(one)));
            check.unchecked()
                    .forEach(one -> csv.row(region, image, "unchecked", one.precondition() + ": " + one.reason()));
        }));
        missing.forEach(image -> csv.row(Missing.in(checks), image, "violated", Missing.WORDS));
        return csv.toString();
    }
}
