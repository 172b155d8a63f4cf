package io.github.imagesharing.testkit.actions;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.CopyIds;
import io.github.imagesharing.testkit.DuplicateNames;
import io.github.imagesharing.testkit.RefusalEffect;
import io.github.imagesharing.testkit.operation.Action;
import io.github.imagesharing.testkit.operation.Call;
import io.github.imagesharing.testkit.operation.CvmImageId;
import io.github.imagesharing.testkit.operation.Params;
import io.github.imagesharing.testkit.state.CloudState.Change;
import io.github.imagesharing.testkit.state.Copying;
import io.github.imagesharing.testkit.state.Image;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import io.github.imagesharing.testkit.state.World;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Copies one image to other regions. */
final class CvmSyncImages implements Action {

    private static final int LONGEST_NAME = 60;

    @Override
    public JsonObject answer(Call call) {
        Request request = Request.of(call);
        JsonArray set = new JsonArray();
        call.cloud().change(world -> begin(call, request, world, set));
        JsonObject answer = new JsonObject();
        if (!request.dryRun) {
            boolean told = request.idsRequired && call.behaviour().copyIds() == CopyIds.IN_ANSWER;
            answer.add("ImageSet", told ? set : new JsonArray());
        }
        return answer;
    }

    /** Begins a copy in one region after the other, in the order of the request. */
    private static Change begin(Call call, Request request, World world, JsonArray set) {
        Image source = copyable(call, world, request.image).in(Region.of(call.region()));
        RefusalEffect effect = call.behaviour().refusalEffect();
        Optional<ServiceRefusal> first = request.regions.stream()
                .flatMap(region -> refusal(call, request, world, source, region).stream())
                .findFirst();
        World after = world;
        if (!request.dryRun && (first.isEmpty() || effect != RefusalEffect.NONE)) {
            for (String region : request.regions) {
                if (refusal(call, request, world, source, region).isEmpty()) {
                    after = begin(call, request, after, source, Region.of(region), set);
                } else if (effect == RefusalEffect.BEFORE) {
                    break;
                }
            }
        }
        return new Change(after, first);
    }

    private static World begin(Call call, Request request, World world, Image source, Region region, JsonArray set) {
        Image copy = source.copy(
                call.cloud().nextNumber(),
                request.nameOf(source),
                region,
                request.encrypt,
                Copying.time(source, call.cloud(), call.behaviour()));
        boolean fails = call.behaviour().copiesFail(region.value())
                || (call.behaviour().duplicateNames() == DuplicateNames.FAIL_LATER
                        && isTaken(world, source, region.value(), copy.name()));
        JsonObject entry = new JsonObject();
        entry.addProperty("ImageId", copy.id());
        entry.addProperty("Region", region.value());
        set.add(entry);
        return Copying.begin(world, source, copy, fails ? "CREATEFAILED" : "NORMAL", call.cloud(), call.behaviour());
    }

    private static Image copyable(Call call, World world, String id) {
        Image image = CvmModifyImageSharePermission.found(call, world, id);
        if (!image.isOwn()) {
            throw new ServiceRefusal(
                    "InvalidParameterValue.InvalidImageId", "The image `" + id + "` does not support this operation.");
        }
        if (image.wholeInstance()) {
            throw new ServiceRefusal(
                    "InvalidParameter.InstanceImageNotSupport", "This API does not support instance images.");
        }
        if (image.encrypted()) {
            throw new ServiceRefusal(
                    "UnsupportedOperation.EncryptedImagesNotSupported", "Encrypted images are not supported.");
        }
        if (image.state().equals("SYNCING")) {
            throw new ServiceRefusal("FailedOperation.InvalidImageState", "The image is busy. Please try again later.");
        }
        if (!image.state().equals("NORMAL")) {
            throw new ServiceRefusal(
                    "InvalidImageId.IncorrectState", "The image `" + id + "` is in a state that does not allow this.");
        }
        return image;
    }

    private static Optional<ServiceRefusal> refusal(
            Call call, Request request, World world, Image source, String region) {
        if (!region.matches("[a-z0-9]+(-[a-z0-9]+)*") || (region.equals(call.region()) && !request.encrypt)) {
            return Optional.of(new ServiceRefusal(
                    "InvalidParameterValue.InvalidRegion", "The region `" + region + "` is invalid."));
        }
        Optional<String> code = call.behaviour().cannotCopyTo(region);
        if (code.isPresent()) {
            return Optional.of(
                    new ServiceRefusal(code.get(), "Images cannot be copied to the region `" + region + "`."));
        }
        if (call.behaviour().duplicateNames() == DuplicateNames.REFUSED
                && isTaken(world, source, region, request.nameOf(source))) {
            return Optional.of(new ServiceRefusal(
                    "InvalidImageName.Duplicate", "The image name `" + request.nameOf(source) + "` already exists."));
        }
        int most = call.behaviour().imageQuota(region);
        return ownIn(world, region) >= most
                ? Optional.of(new ServiceRefusal(
                        "ImageQuotaLimitExceeded", "The number of images cannot exceed the quota " + most + "."))
                : Optional.empty();
    }

    /** An image without a region is in all of them, but the source is where it is copied from. */
    private static boolean isTaken(World world, Image source, String region, String name) {
        return world.images().values().stream()
                .filter(image -> image.isOwn() && image.name().equals(name))
                .anyMatch(image -> image.id().equals(source.id()) ? source.isIn(region) : image.isIn(region));
    }

    /** Images without a region take no room, or many of them would fill all regions. */
    private static long ownIn(World world, String region) {
        return world.images().values().stream()
                .filter(image -> image.isOwn() && image.region().isPresent() && image.isIn(region))
                .count();
    }

    private record Request(
            String image,
            Set<String> regions,
            Optional<String> name,
            boolean dryRun,
            boolean idsRequired,
            boolean encrypt) {

        static Request of(Call call) {
            Params params = call.behaviour().copyIds() == CopyIds.UNKNOWN_PARAMETER
                    ? call.params("ImageIds", "DestinationRegions")
                    : call.params(
                            "ImageIds",
                            "DestinationRegions",
                            "DryRun",
                            "ImageName",
                            "ImageSetRequired",
                            "Encrypt",
                            "KmsKeyId");
            List<String> images = params.requiredTexts("ImageIds");
            if (images.size() > 1) {
                throw new ServiceRefusal(
                        "InvalidParameterValue.LimitExceeded", "The number of parameter values exceeds the limit.");
            }
            String image = CvmImageId.require(images.get(0), "InvalidImageId.Malformed");
            Optional<String> name = params.text("ImageName").filter(text -> !text.isEmpty());
            if (name.filter(text -> text.codePointCount(0, text.length()) > LONGEST_NAME)
                    .isPresent()) {
                throw new ServiceRefusal(
                        "InvalidParameter.ValueTooLarge",
                        "The value of `ImageName` is longer than " + LONGEST_NAME + ".");
            }
            boolean encrypt = params.flag("Encrypt");
            if (params.text("KmsKeyId").isPresent() && !encrypt) {
                throw new ServiceRefusal(
                        "InvalidParameter.InvalidKmsKeyId", "`KmsKeyId` is invalid without `Encrypt`.");
            }
            return new Request(
                    image,
                    new LinkedHashSet<>(params.requiredTexts("DestinationRegions")),
                    name,
                    params.flag("DryRun"),
                    params.flag("ImageSetRequired"),
                    encrypt);
        }

        String nameOf(Image source) {
            return name.orElse(source.name());
        }
    }
}
