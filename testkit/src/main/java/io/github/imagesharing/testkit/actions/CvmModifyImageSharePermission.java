package io.github.imagesharing.testkit.actions;

import com.google.gson.JsonObject;
import io.github.imagesharing.testkit.operation.Action;
import io.github.imagesharing.testkit.operation.Call;
import io.github.imagesharing.testkit.operation.CvmImageId;
import io.github.imagesharing.testkit.operation.Params;
import io.github.imagesharing.testkit.state.Accounts;
import io.github.imagesharing.testkit.state.AccountsChange;
import io.github.imagesharing.testkit.state.CloudState;
import io.github.imagesharing.testkit.state.Image;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import io.github.imagesharing.testkit.state.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shares an image with accounts, or cancels that. */
final class CvmModifyImageSharePermission implements Action {

    @Override
    public JsonObject answer(Call call) {
        Params params = call.params("ImageId", "AccountIds", "Permission");
        String id = CvmImageId.require(params.requiredText("ImageId"), "InvalidImageId.Malformed");
        boolean share = isShare(params.requiredText("Permission"));
        List<String> accounts = wellFormed(call, params.requiredTexts("AccountIds"));
        call.cloud().change(world -> {
            Image image = own(call, world, id);
            if (share) {
                requireShareable(image);
            }
            AccountsChange change = AccountsChange.of(
                    accounts,
                    image.accounts(),
                    Optional.of(call.cloud().clock().second()).filter(now -> share),
                    call.behaviour().refusalEffect(),
                    (account, soFar) -> check(call, image, account, share, soFar));
            return new CloudState.Change(world.with(image.accounts(change.after())), change.refusal());
        });
        return new JsonObject();
    }

    static boolean isShare(String permission) {
        if (!permission.equals("SHARE") && !permission.equals("CANCEL")) {
            throw new ServiceRefusal("InvalidParameterValue", "The value of `Permission` must be `SHARE` or `CANCEL`.");
        }
        return permission.equals("SHARE");
    }

    static Image found(Call call, World world, String id) {
        return world.listed(id)
                .filter(found -> found.isIn(call.region()))
                .orElseThrow(
                        () -> new ServiceRefusal("InvalidImageId.NotFound", "The image `" + id + "` cannot be found."));
    }

    static Image own(Call call, World world, String id) {
        Image image = found(call, world, id);
        if (!image.isOwn()) {
            throw new ServiceRefusal(
                    "UnauthorizedOperation.ImageNotBelongToAccount",
                    "The specified image `" + id + "` does not belong to the user.");
        }
        return image;
    }

    private static List<String> wellFormed(Call call, List<String> accounts) {
        if (accounts.size() > call.behaviour().accountsPerRequest()) {
            throw new ServiceRefusal(
                    "InvalidParameterValue.LimitExceeded", "The number of parameter values exceeds the limit.");
        }
        for (String account : accounts) {
            if (!Accounts.isWellFormed(account)) {
                throw new ServiceRefusal(
                        "InvalidParameterValue.InvalidAppIdFormat", "Invalid account ID `" + account + "`.");
            }
        }
        return accounts.stream().map(call.cloud().accounts()::intern).toList();
    }

    private static void requireShareable(Image image) {
        if (image.license().equals("BYOL")) {
            throw new ServiceRefusal("FailedOperation.BYOLImageShareFailed", "BYOL images cannot be shared.");
        }
        if (image.encrypted()) {
            throw new ServiceRefusal(
                    "UnsupportedOperation.EncryptedImagesNotSupported", "Encrypted images are not supported.");
        }
        if (image.wholeInstance()) {
            throw new ServiceRefusal(
                    "InvalidParameter.InstanceImageNotSupport", "This API does not support instance images.");
        }
        if (!image.state().equals("NORMAL")) {
            throw new ServiceRefusal(
                    "InvalidParameterValue.InvalidImageState",
                    "The image has another ongoing task. Please check and try again later.");
        }
    }

    private static Optional<ServiceRefusal> check(
            Call call, Image image, String account, boolean share, Map<String, Instant> soFar) {
        boolean has = image.accounts().containsKey(account);
        if (has) {
            return share && call.behaviour().resharingFails()
                    ? refusal("FailedOperation.AccountAlreadyExists", "The account `%s` already exists.", account)
                    : Optional.empty();
        }
        Accounts known = call.cloud().accounts();
        if (call.isCallers(account)) {
            return refusal("FailedOperation.AccountIsYourSelf", "You cannot share images with yourself.", account);
        }
        if (known.isClosed(account)) {
            return refusal("InvalidAccountId.NotFound", "The account ID `%s` is invalid.", account);
        }
        if (known.isSubAccount(account)) {
            return refusal(
                    "FailedOperation.NotMasterAccount",
                    "You're using a collaborator account `%s`. Please enter a root account.",
                    account);
        }
        if (!share && call.behaviour().cancellingUnsharedFails()) {
            return refusal("InvalidAccountId.NotFound", "The image is not shared with the account `%s`.", account);
        }
        boolean full = share
                && !soFar.containsKey(account)
                && soFar.size() >= call.behaviour().accountLimit();
        return full
                ? refusal("OverQuota", "The number of shared images exceeds the quota.", account)
                : Optional.empty();
    }

    private static Optional<ServiceRefusal> refusal(String code, String message, String account) {
        return Optional.of(new ServiceRefusal(code, message.formatted(account)));
    }
}
