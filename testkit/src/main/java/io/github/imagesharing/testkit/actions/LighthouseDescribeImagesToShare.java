package io.github.imagesharing.testkit.actions;

import com.google.gson.JsonObject;
import io.github.imagesharing.testkit.operation.Action;
import io.github.imagesharing.testkit.operation.Call;
import io.github.imagesharing.testkit.operation.CvmImageId;
import io.github.imagesharing.testkit.operation.Filter;
import io.github.imagesharing.testkit.operation.Listing;
import io.github.imagesharing.testkit.operation.Page;
import io.github.imagesharing.testkit.operation.Params;
import io.github.imagesharing.testkit.state.Image;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import io.github.imagesharing.testkit.state.World;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lists the caller's custom CVM images, and whether each may be shared into Lighthouse. */
final class LighthouseDescribeImagesToShare implements Action {

    private static final String BAD_FILTER = "InvalidParameter.InvalidFilter";

    @Override
    public JsonObject answer(Call call) {
        Params params = call.params("ImageIds", "Filters", "Offset", "Limit");
        Set<String> ids = new LinkedHashSet<>(params.texts("ImageIds"));
        List<Filter> filters = Filter.limited(
                params.filters(), 5, new ServiceRefusal(BAD_FILTER, "Invalid parameter: `Filters` exceeds the limit."));
        if (!ids.isEmpty() && !filters.isEmpty()) {
            throw new ServiceRefusal(BAD_FILTER, "`ImageIds` and `Filters` cannot be specified at the same time.");
        }
        if (ids.size() > Page.LONGEST) {
            throw LighthousePage.tooMany();
        }
        ids.forEach(id -> CvmImageId.require(id, "InvalidParameterValue.InvalidImageIdMalformed"));
        Page page = LighthousePage.read(params);
        LighthouseConditions.requireRole(call);
        World world = call.seen();
        List<Image> found = world.listed().stream()
                .filter(image -> image.isOwn() && image.isIn(call.region()))
                .filter(image -> ids.isEmpty() || ids.contains(image.id()))
                .filter(image -> filters.stream().allMatch(filter -> matches(filter, image)))
                .toList();
        return Listing.of("ImageSet", found, page, image -> json(world, image));
    }

    private static boolean matches(Filter filter, Image image) {
        return switch (filter.name()) {
            case "image-id" -> filter.equalsAny(image.id());
            case "image-name" -> filter.partOfAny(image.name());
            case "image-type" -> filter.equalsAny(image.type());
            default -> throw new ServiceRefusal(BAD_FILTER, "Invalid parameter: the `Filter` parameter is invalid.");
        };
    }

    private static JsonObject json(World world, Image image) {
        Optional<String> unmet = LighthouseConditions.unmet(world, image);
        JsonObject json = new JsonObject();
        json.addProperty("ImageId", image.id());
        json.addProperty("ImageName", image.name());
        json.addProperty("ImageDescription", "");
        json.addProperty("ImageSize", image.sizeGiB());
        json.addProperty("ImageSource", image.source());
        json.addProperty("ImageClass", image.wholeInstance() ? "InstanceImage" : "SystemImage");
        json.addProperty("ImageState", image.state());
        json.addProperty("IsSupportCloudinit", image.cloudInit());
        json.addProperty("Architecture", "x86_64");
        json.addProperty("OsName", image.osName());
        json.addProperty("Platform", image.platform());
        json.addProperty("CreatedTime", image.createdAt().toString());
        json.addProperty("IsShareable", unmet.isEmpty());
        json.addProperty("UnshareableReason", unmet.orElse(""));
        return json;
    }
}
