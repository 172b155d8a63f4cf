package io.github.imagesharing.testkit.actions;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.imagesharing.testkit.operation.Action;
import io.github.imagesharing.testkit.operation.Call;
import io.github.imagesharing.testkit.operation.Filter;
import io.github.imagesharing.testkit.operation.Listing;
import io.github.imagesharing.testkit.operation.Page;
import io.github.imagesharing.testkit.operation.Params;
import io.github.imagesharing.testkit.state.Blueprint;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lists the blueprints, each with the image it was made from. */
final class LighthouseDescribeBlueprints implements Action {

    @Override
    public JsonObject answer(Call call) {
        Params params = call.params("BlueprintIds", "Filters", "Offset", "Limit");
        Set<String> ids = new LinkedHashSet<>(params.texts("BlueprintIds"));
        List<Filter> filters = Filter.limited(
                params.filters(),
                100,
                new ServiceRefusal(
                        "InvalidParameter.FilterValueLimitExceeded", "Too many `Filters`, or `Values` in one."));
        if (!ids.isEmpty() && !filters.isEmpty()) {
            throw new ServiceRefusal(
                    "InvalidParameter.ParameterConflict", "Invalid parameter: the parameters conflict.");
        }
        if (ids.size() > Page.LONGEST) {
            throw LighthousePage.tooMany();
        }
        ids.forEach(BlueprintShares::requireShape);
        Page page = LighthousePage.read(params);
        LighthouseConditions.requireRole(call);
        List<Blueprint> found = call.seen().blueprints().values().stream()
                .filter(blueprint -> ids.isEmpty() || ids.contains(blueprint.id()))
                .filter(blueprint -> filters.stream().allMatch(filter -> matches(call, filter, blueprint)))
                .toList();
        return Listing.of("BlueprintSet", found, page, blueprint -> json(call, blueprint));
    }

    private static boolean matches(Call call, Filter filter, Blueprint blueprint) {
        return switch (filter.name()) {
            case "blueprint-id" -> filter.equalsAny(blueprint.id());
            case "blueprint-type" -> filter.equalsAny(call.behaviour().blueprintType());
            case "blueprint-name" -> filter.equalsAny(blueprint.name());
            case "blueprint-state" -> filter.equalsAny(blueprint.state());
            case "platform-type" -> filter.equalsAny(platformType(blueprint));
            default ->
                throw new ServiceRefusal(
                        "InvalidParameter.InvalidFilterNotSupportedName",
                        "Invalid parameter: there are unsupported `Name` values in the `Filter` parameter.");
        };
    }

    private static JsonObject json(Call call, Blueprint blueprint) {
        JsonObject json = new JsonObject();
        json.addProperty("BlueprintId", blueprint.id());
        json.addProperty("BlueprintName", blueprint.name());
        json.addProperty("BlueprintType", call.behaviour().blueprintType());
        json.addProperty("BlueprintState", blueprint.state());
        json.addProperty("BlueprintShared", !blueprint.accounts().isEmpty());
        json.addProperty("ImageId", blueprint.imageId());
        json.addProperty("DisplayTitle", "");
        json.addProperty("DisplayVersion", "");
        json.add("Description", JsonNull.INSTANCE);
        json.addProperty("OsName", blueprint.osName());
        json.addProperty("Platform", blueprint.platform());
        json.addProperty("PlatformType", platformType(blueprint));
        json.addProperty("ImageUrl", "");
        json.addProperty("RequiredSystemDiskSize", blueprint.sizeGiB());
        json.addProperty("RequiredMemorySize", 0);
        json.addProperty("CreatedTime", blueprint.createdAt().toString());
        json.addProperty("SupportAutomationTools", true);
        json.addProperty("CommunityUrl", "");
        json.addProperty("GuideUrl", "");
        json.add("SceneIdSet", new JsonArray());
        json.add("DockerVersion", JsonNull.INSTANCE);
        return json;
    }

    private static String platformType(Blueprint blueprint) {
        return blueprint.platform().startsWith("Windows") ? "WINDOWS" : "LINUX_UNIX";
    }
}
