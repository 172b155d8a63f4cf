package io.github.imagesharing.lighthouse;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.LighthouseImage;
import io.github.imagesharing.spi.LighthousePort;
import io.github.imagesharing.spi.Permission;
import io.github.imagesharing.transport.ApiCaller;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lighthouse through Tencent Cloud's own SDK. Thread-safe. */
public final class LighthouseSharing implements LighthousePort {

    private static final Api IMAGES = new Api("lighthouse", "DescribeImagesToShare", 20);
    private static final Api CHANGE_IMAGE = new Api("lighthouse", "ModifyImageSharePermission", 20);
    private static final Api ACCESS = new Api("lighthouse", "DescribeBlueprintsShareAcrossAccountInfos", 20);
    private static final Api HAND_ON = new Api("lighthouse", "ShareBlueprintAcrossAccounts", 20);
    private static final Api TAKE_BACK = new Api("lighthouse", "CancelShareBlueprintAcrossAccounts", 20);

    private final ApiCaller caller;
    private final LighthouseClient client;
    private final BlueprintListing blueprints;

    private LighthouseSharing(CloudSettings settings) {
        this.caller = ApiCaller.open(settings, LighthouseErrors.TABLE);
        this.client = caller.client("lighthouse", LighthouseClient::new);
        this.blueprints = new BlueprintListing(caller, client);
    }

    /**
     * Connects; sends nothing yet.
     *
     * @param settings how the cloud is called
     * @return the product, to be given to the service's builder, which closes it
     */
    public static LighthouseSharing connect(CloudSettings settings) {
        return new LighthouseSharing(settings);
    }

    @Override
    public CloudSettings settings() {
        return caller.settings();
    }

    @Override
    public Optional<LighthouseImage> imageToShare(ImageId image, Deadline deadline) {
        DescribeImagesToShareRequest request = new DescribeImagesToShareRequest();
        request.setImageIds(new String[] {image.value()});
        return caller.read(
                IMAGES,
                image,
                deadline,
                () -> Pages.present(client.DescribeImagesToShare(request).getImageSet())
                        .filter(shown -> image.value().equals(shown.getImageId()))
                        .findFirst()
                        .map(shown -> imageToShare(image, shown)));
    }

    @Override
    public Optional<BlueprintId> blueprintOf(ImageId image, Deadline deadline) {
        return blueprints.of(image, deadline);
    }

    @Override
    public Optional<BlueprintId> changeImage(ImageId image, Permission permission, Deadline deadline) {
        ModifyImageSharePermissionRequest request = new ModifyImageSharePermissionRequest();
        request.setImageId(image.value());
        request.setPermission(permission.name());
        return caller.send(
                CHANGE_IMAGE,
                image,
                deadline,
                () -> BlueprintListing.id(
                        client.ModifyImageSharePermission(request).getBlueprintId()));
    }

    @Override
    public List<SharedAccount> sharedWith(BlueprintId blueprint, Deadline deadline) {
        List<SharedAccount> all = Pages.all(offset -> {
            DescribeBlueprintsShareAcrossAccountInfosRequest request =
                    new DescribeBlueprintsShareAcrossAccountInfosRequest();
            request.setBlueprintIds(new String[] {blueprint.value()});
            request.setOffset(offset);
            request.setLimit(Pages.LONGEST);
            return caller.read(
                    ACCESS, null, deadline, () -> page(client.DescribeBlueprintsShareAcrossAccountInfos(request)));
        });
        // The list may change between two pages, so an account may come twice; it is counted once.
        Map<AccountId, SharedAccount> once = new LinkedHashMap<>();
        all.forEach(shared -> once.putIfAbsent(shared.account(), shared));
        return List.copyOf(once.values());
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
                    HAND_ON,
                    null,
                    deadline,
                    () -> requestId(client.ShareBlueprintAcrossAccounts(request).getRequestId()));
        }
        CancelShareBlueprintAcrossAccountsRequest request = new CancelShareBlueprintAcrossAccountsRequest();
        request.setBlueprintId(blueprint.value());
        request.setAccountIds(ids);
        return caller.send(
                TAKE_BACK,
                null,
                deadline,
                () -> requestId(
                        client.CancelShareBlueprintAcrossAccounts(request).getRequestId()));
    }

    @Override
    public void close() {
        caller.close();
    }

    private static LighthouseImage imageToShare(ImageId id, Image image) {
        return new LighthouseImage(
                id,
                image.getImageSource(),
                image.getImageClass(),
                image.getImageState(),
                image.getIsSupportCloudinit(),
                image.getPlatform(),
                image.getOsName(),
                image.getIsShareable(),
                image.getUnshareableReason());
    }

    private static Pages.Page<SharedAccount> page(DescribeBlueprintsShareAcrossAccountInfosResponse response) {
        BlueprintShareAcrossAccountInfo @Nullable [] set = response.getBlueprintShareAcrossAccountInfoSet();
        List<SharedAccount> accounts = Pages.present(set)
                .flatMap(info -> Stream.ofNullable(info.getAccountId())
                        .map(account -> new SharedAccount(AccountId.of(account), time(info.getCreatedTime()))))
                .toList();
        return new Pages.Page<>(accounts, set == null ? 0 : set.length, response.getTotalCount());
    }

    /** ISO-8601 with a zone; null for anything else. */
    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** The door lets no success without one through. */
    private static String requestId(@Nullable String requestId) {
        return String.valueOf(requestId);
    }
}
