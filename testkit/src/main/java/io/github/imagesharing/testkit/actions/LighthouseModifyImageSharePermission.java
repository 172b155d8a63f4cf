package io.github.imagesharing.testkit.actions;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.imagesharing.testkit.operation.Action;
import io.github.imagesharing.testkit.operation.Call;
import io.github.imagesharing.testkit.operation.CvmImageId;
import io.github.imagesharing.testkit.operation.Params;
import io.github.imagesharing.testkit.state.Blueprint;
import io.github.imagesharing.testkit.state.CloudState;
import io.github.imagesharing.testkit.state.Ids;
import io.github.imagesharing.testkit.state.Image;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import io.github.imagesharing.testkit.state.World;

/** Makes a blueprint of a CVM image in the caller's own Lighthouse, or deletes that blueprint. */
final class LighthouseModifyImageSharePermission implements Action {

    @Override
    public JsonObject answer(Call call) {
        Params params = call.params("ImageId", "Permission");
        String id = CvmImageId.require(params.requiredText("ImageId"), "InvalidParameterValue.InvalidImageIdMalformed");
        boolean share = CvmModifyImageSharePermission.isShare(params.requiredText("Permission"));
        LighthouseConditions.requireRole(call);
        JsonObject answer = new JsonObject();
        call.cloud().change(world -> {
            Image image = world.listed(id)
                    .filter(found -> found.isOwn() && found.isIn(call.region()))
                    .orElseThrow(() -> new ServiceRefusal(
                            "ResourceNotFound.ImageIdNotFound", "The image ID `" + id + "` does not exist."));
            return CloudState.Change.to(share ? shared(call, world, image, answer) : takenBack(world, image, answer));
        });
        return answer;
    }

    private static World shared(Call call, World world, Image image, JsonObject answer) {
        if (world.blueprintOf(image.id()).isPresent()) {
            throw new ServiceRefusal(
                    "UnsupportedOperation.ImageAlreadyShared",
                    "The image has already been shared. The operation is not supported.");
        }
        if (image.state().equals("USING")) {
            throw new ServiceRefusal(
                    "ResourceInUse.ImageInUse", "The image is in use. The operation is not supported.");
        }
        LighthouseConditions.unmet(world, image).ifPresent(reason -> {
            throw new ServiceRefusal(
                    "UnsupportedOperation.ImageUnableToShare", "Image sharing is not supported. " + reason);
        });
        Blueprint blueprint = Blueprint.of(
                Ids.blueprint(call.cloud().nextNumber()),
                image,
                call.cloud().clock().second());
        answer.addProperty("BlueprintId", blueprint.id());
        return world.with(blueprint);
    }

    private static World takenBack(World world, Image image, JsonObject answer) {
        answer.add("BlueprintId", JsonNull.INSTANCE);
        return world.blueprintOf(image.id())
                .map(blueprint -> world.withoutBlueprint(blueprint.id()))
                .orElse(world);
    }
}
