package io.github.imagesharing.cli.report;

import com.google.gson.JsonObject;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.Region;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.cli.console.Screen;
import java.util.List;
import java.util.Map;

/**
 * Who has each blueprint.
 *
 * @param region where the blueprints are
 * @param access the accounts of each
 */
public record BlueprintAccess(Region region, Map<BlueprintId, List<SharedAccount>> access) implements Result {

    @Override
    public void text(Screen out) {
        access.forEach((blueprint, accounts) -> {
            out.heading(blueprint.value());
            out.access(accounts);
        });
    }

    @Override
    public String json() {
        JsonObject json = new JsonObject();
        json.add("blueprints", Json.array(access.entrySet().stream().map(one -> {
            JsonObject blueprint = new JsonObject();
            blueprint.addProperty("blueprintId", one.getKey().value());
            blueprint.add("accounts", Json.array(one.getValue().stream().map(BlueprintAccess::json)));
            return blueprint;
        })));
        return Json.text(json);
    }

    private static JsonObject json(SharedAccount shared) {
        JsonObject json = new JsonObject();
        json.addProperty("accountId", shared.account().value());
        json.addProperty(
                "sharedAt", shared.sharedAt() == null ? null : shared.sharedAt().toString());
        return json;
    }

    @Override
    public String csv() {
        Csv csv = new Csv("region", "blueprint_id", "account_id", "shared_at");
        access.forEach((blueprint, accounts) ->
                accounts.forEach(one -> csv.row(region, blueprint, one.account(), one.sharedAt())));
        return csv.toString();
    }
}
