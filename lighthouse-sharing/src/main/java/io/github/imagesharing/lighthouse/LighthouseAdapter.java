package io.github.imagesharing.lighthouse;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.lighthouse.models.BlueprintShareAcrossAccountInfo;
import io.github.imagesharing.lighthouse.models.CancelShareBlueprintAcrossAccountsRequest;
import io.github.imagesharing.lighthouse.models.CancelShareBlueprintAcrossAccountsResponse;
import io.github.imagesharing.lighthouse.models.DescribeBlueprintsShareAcrossAccountInfosRequest;
import io.github.imagesharing.lighthouse.models.DescribeBlueprintsShareAcrossAccountInfosResponse;
import io.github.imagesharing.lighthouse.models.DescribeImagesToShareRequest;
import io.github.imagesharing.lighthouse.models.DescribeImagesToShareResponse;
import io.github.imagesharing.lighthouse.models.Image;
import io.github.imagesharing.lighthouse.models.ModifyImageSharePermissionRequest;
import io.github.imagesharing.lighthouse.models.ModifyImageSharePermissionResponse;
import io.github.imagesharing.lighthouse.models.ShareBlueprintAcrossAccountsRequest;
import io.github.imagesharing.lighthouse.models.ShareBlueprintAcrossAccountsResponse;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.LighthouseImage;
import io.github.imagesharing.spi.LighthousePort;
import io.github.imagesharing.spi.Permission;
import io.github.imagesharing.transport.ApiCaller;
import io.github.imagesharing.transport.Listing;
import io.github.imagesharing.transport.ProductClient;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lighthouse behind core's port. Thread-safe. */
final class LighthouseAdapter implements LighthousePort {

    private static final Listing.Subject<SharedAccount> ACCOUNTS = new Listing.Subject<>(
            LighthouseApis.DESCRIBE_BLUEPRINTS_SHARE_ACROSS_ACCOUNT_INFOS,
            null,
            LighthouseApis.PAGE,
            SharedAccount::account);

    private final ApiCaller caller;
    private final ProductClient client;
    private final BlueprintListing blueprints;

    LighthouseAdapter(CloudSettings settings) {
        this(ApiCaller.open(settings, LighthouseErrors.TABLE));
    }

    private LighthouseAdapter(ApiCaller caller) {
        this.caller = caller;
        this.client = caller.client("lighthouse", LighthouseApis.VERSION);
        this.blueprints = new BlueprintListing(caller, client);
    }

    @Override
    public CloudSettings settings() {
        return caller.settings();
    }

    @Override
    public LighthousePort in(Region region) {
        return new LighthouseAdapter(caller.in(region));
    }

    @Override
    public Optional<LighthouseImage> imageToShare(ImageId imageId, Deadline deadline) {
        DescribeImagesToShareRequest request = new DescribeImagesToShareRequest();
        request.setImageIds(new String[] {imageId.value()});
        return caller.readTogether(
                LighthouseApis.DESCRIBE_IMAGES_TO_SHARE,
                imageId,
                imageId,
                deadline,
                () -> Listing.present(client.send(
                                        LighthouseApis.DESCRIBE_IMAGES_TO_SHARE,
                                        request,
                                        DescribeImagesToShareResponse.class)
                                .getImageSet())
                        .filter(shown -> imageId.value().equals(shown.getImageId()))
                        .findFirst()
                        .map(shown -> imageToShare(imageId, shown)));
    }

    @Override
    public Optional<BlueprintId> blueprintOf(ImageId imageId, Deadline deadline) {
        return blueprints.of(imageId, deadline);
    }

    @Override
    public Optional<BlueprintId> changeImage(ImageId imageId, Permission permission, Deadline deadline) {
        ModifyImageSharePermissionRequest request = new ModifyImageSharePermissionRequest();
        request.setImageId(imageId.value());
        request.setPermission(permission.name());
        return caller.send(
                LighthouseApis.MODIFY_IMAGE_SHARE_PERMISSION,
                imageId,
                deadline,
                () -> BlueprintListing.id(client.send(
                                LighthouseApis.MODIFY_IMAGE_SHARE_PERMISSION,
                                request,
                                ModifyImageSharePermissionResponse.class)
                        .getBlueprintId()));
    }

    @Override
    public List<SharedAccount> sharedWith(BlueprintId blueprint, Deadline deadline) {
        return Listing.all(ACCOUNTS, deadline, offset -> {
            DescribeBlueprintsShareAcrossAccountInfosRequest request =
                    new DescribeBlueprintsShareAcrossAccountInfosRequest();
            request.setBlueprintIds(new String[] {blueprint.value()});
            request.setOffset(offset);
            request.setLimit(LighthouseApis.PAGE);
            return caller.readTogether(
                    LighthouseApis.DESCRIBE_BLUEPRINTS_SHARE_ACROSS_ACCOUNT_INFOS,
                    List.of(blueprint, offset),
                    null,
                    deadline,
                    () -> page(client.send(
                            LighthouseApis.DESCRIBE_BLUEPRINTS_SHARE_ACROSS_ACCOUNT_INFOS,
                            request,
                            DescribeBlueprintsShareAcrossAccountInfosResponse.class)));
        });
    }

    @Override
    public String changeBlueprint(
            BlueprintId blueprint, Permission permission, Set<AccountId> accounts, Deadline deadline) {
        String[] ids = accounts.stream().map(AccountId::value).toArray(String[]::new);
        if (permission == Permission.SHARE) {
            ShareBlueprintAcrossAccountsRequest request = new ShareBlueprintAcrossAccountsRequest();
            request.setBlueprintId(blueprint.value());
            request.setAccountIds(ids);
            return caller.send(
                    LighthouseApis.SHARE_BLUEPRINT_ACROSS_ACCOUNTS,
                    null,
                    deadline,
                    () -> requestId(client.send(
                                    LighthouseApis.SHARE_BLUEPRINT_ACROSS_ACCOUNTS,
                                    request,
                                    ShareBlueprintAcrossAccountsResponse.class)
                            .getRequestId()));
        }
        CancelShareBlueprintAcrossAccountsRequest request = new CancelShareBlueprintAcrossAccountsRequest();
        request.setBlueprintId(blueprint.value());
        request.setAccountIds(ids);
        return caller.send(
                LighthouseApis.CANCEL_SHARE_BLUEPRINT_ACROSS_ACCOUNTS,
                null,
                deadline,
                () -> requestId(client.send(
                                LighthouseApis.CANCEL_SHARE_BLUEPRINT_ACROSS_ACCOUNTS,
                                request,
                                CancelShareBlueprintAcrossAccountsResponse.class)
                        .getRequestId()));
    }

    @Override
    public Optional<String> typeOf(BlueprintId blueprint, Deadline deadline) {
        return blueprints.typeOf(blueprint, deadline);
    }

    @Override
    public void close() {
        caller.close();
    }

    private static LighthouseImage imageToShare(ImageId imageId, Image image) {
        return new LighthouseImage(
                imageId,
                image.getImageSource(),
                image.getImageClass(),
                image.getImageState(),
                image.getIsSupportCloudinit(),
                image.getPlatform(),
                image.getOsName(),
                image.getIsShareable(),
                image.getUnshareableReason());
    }

    private static Listing.Page<SharedAccount> page(DescribeBlueprintsShareAcrossAccountInfosResponse response) {
        return Listing.Page.of(
                response.getBlueprintShareAcrossAccountInfoSet(),
                response.getTotalCount(),
                LighthouseAdapter::sharedAccount);
    }

    private static @Nullable SharedAccount sharedAccount(BlueprintShareAcrossAccountInfo info) {
        String account = info.getAccountId();
        return account == null ? null : new SharedAccount(AccountId.of(account), Listing.time(info.getCreatedTime()));
    }

    /** Never null: the transport lets no success without one through. */
    private static String requestId(@Nullable String requestId) {
        return String.valueOf(requestId);
    }
}
