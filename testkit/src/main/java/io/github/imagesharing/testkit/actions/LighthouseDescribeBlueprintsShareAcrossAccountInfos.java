package io.github.imagesharing.testkit.actions;

import com.google.gson.JsonObject;
import io.github.imagesharing.testkit.operation.Action;
import io.github.imagesharing.testkit.operation.Call;
import io.github.imagesharing.testkit.operation.Filter;
import io.github.imagesharing.testkit.operation.Listing;
import io.github.imagesharing.testkit.operation.Page;
import io.github.imagesharing.testkit.operation.Params;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lists the accounts with which the caller's blueprints are shared. */
final class LighthouseDescribeBlueprintsShareAcrossAccountInfos implements Action {

    @Override
    public JsonObject answer(Call call) {
        Params params = call.params("BlueprintIds", "Filters", "Offset", "Limit");
        Set<String> ids = new LinkedHashSet<>(params.texts("BlueprintIds"));
        List<Filter> filters = Filter.limited(
                params.filters(),
                100,
                new ServiceRefusal(
                        "InvalidParameter.FilterValueLimitExceeded", "Too many `Filters`, or `Values` in one."));
        if (ids.size() > Page.LONGEST) {
            throw LighthousePage.tooMany();
        }
        ids.forEach(BlueprintShares::requireShape);
        Page page = LighthousePage.read(params);
        LighthouseConditions.requireRole(call);
        List<Info> found = call.seen().blueprints().values().stream()
                .filter(blueprint -> ids.isEmpty() || ids.contains(blueprint.id()))
                .flatMap(blueprint -> blueprint.accounts().entrySet().stream()
                        .map(account -> new Info(blueprint.id(), account.getKey(), account.getValue())))
                .filter(info -> filters.stream().allMatch(info::matches))
                .toList();
        return Listing.of("BlueprintShareAcrossAccountInfoSet", found, page, Info::json);
    }

    private record Info(String blueprintId, String account, Instant since) {

        boolean matches(Filter filter) {
            if (!filter.name().equals("account-id")) {
                throw new ServiceRefusal(
                        "InvalidParameter.InvalidFilterNotSupportedName",
                        "Invalid parameter: there are unsupported `Name` values in the `Filter` parameter.");
            }
            return filter.equalsAny(account);
        }

        JsonObject json() {
            JsonObject json = new JsonObject();
            json.addProperty("BlueprintId", blueprintId);
            json.addProperty("AccountId", account);
            json.addProperty("CreatedTime", since.toString());
            return json;
        }
    }
}
