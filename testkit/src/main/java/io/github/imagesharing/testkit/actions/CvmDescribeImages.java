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

/** Lists images; an unknown id is no error, it is missing in the list. */
final class CvmDescribeImages implements Action {

    @Override
    public JsonObject answer(Call call) {
        Params params = call.params("ImageIds", "Filters", "Offset", "Limit", "InstanceType");
        Set<String> ids = new LinkedHashSet<>(params.texts("ImageIds"));
        List<Filter> filters = Filter.limited(
                params.filters(),
                5,
                new ServiceRefusal("InvalidFilterValue.LimitExceeded", "The value of `Filter` exceeds the limit."));
        if (!ids.isEmpty() && !filters.isEmpty()) {
            throw new ServiceRefusal(
                    "InvalidParameter.InvalidParameterCoexistImageIdsFilters",
                    "`ImageIds` and `Filters` cannot be specified at the same time.");
        }
        if (ids.size() > Page.LONGEST) {
            throw new ServiceRefusal(
                    "InvalidParameterValue.LimitExceeded", "The number of parameter values exceeds the limit.");
        }
        ids.forEach(id -> CvmImageId.require(id, "InvalidImageId.Malformed"));
        Page page = Page.read(
                params,
                new ServiceRefusal(
                        "InvalidParameterValue.InvalidParameterValueLimit", "Invalid parameter value: `Limit`."));
        World world = call.seen();
        List<Image> found = world.listed().stream()
                .filter(image -> image.isIn(call.region()))
                .filter(image -> ids.isEmpty() || ids.contains(image.id()))
                .filter(image -> filters.stream().allMatch(filter -> matches(filter, image)))
                .toList();
        String owner = call.cloud().accounts().own().value();
        return Listing.of("ImageSet", found, page, image -> {
            JsonObject json = ImageJson.of(image, owner);
            Optional<Integer> copied = world.percent(image.id());
            copied.filter(known -> call.behaviour().syncPercentShown())
                    .ifPresent(percent -> json.addProperty("SyncPercent", percent));
            return json;
        });
    }

    private static boolean matches(Filter filter, Image image) {
        if (filter.name().startsWith("tag:")) {
            String value = image.tags().get(filter.name().substring("tag:".length()));
            return value != null && filter.equalsAny(value);
        }
        return switch (filter.name()) {
            case "image-id" -> filter.equalsAny(image.id());
            case "image-type" -> filter.equalsAny(image.type());
            case "image-name" -> filter.partOfAny(image.name());
            case "platform" -> filter.partOfAny(image.platform());
            case "tag-key" -> image.tags().keySet().stream().anyMatch(filter::equalsAny);
            case "tag-value" -> image.tags().values().stream().anyMatch(filter::equalsAny);
            default -> throw new ServiceRefusal("InvalidFilter", "Invalid filter `" + filter.name() + "`.");
        };
    }
}
