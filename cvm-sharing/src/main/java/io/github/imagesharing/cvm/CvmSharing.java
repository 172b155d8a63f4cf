package io.github.imagesharing.cvm;

import com.google.common.collect.Iterables;
import com.tencentcloudapi.common.CommonClient;
import com.tencentcloudapi.cvm.v20170312.CvmClient;
import com.tencentcloudapi.cvm.v20170312.models.DescribeImageSharePermissionRequest;
import com.tencentcloudapi.cvm.v20170312.models.ModifyImageSharePermissionRequest;
import com.tencentcloudapi.cvm.v20170312.models.SharePermission;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.CvmPort;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import io.github.imagesharing.transport.ApiCaller;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * CVM through Tencent Cloud's own SDK, and CBS and STS for the preconditions that CVM itself does not tell. Thread-safe.
 */
public final class CvmSharing implements CvmPort {

    private static final Api READ_ACCESS = new Api("cvm", "DescribeImageSharePermission", 10);
    private static final Api CHANGE_ACCESS = new Api("cvm", "ModifyImageSharePermission", 10);
    private static final Api SNAPSHOTS = new Api("cbs", "DescribeSnapshots", 20);
    private static final Api IDENTITY = new Api("sts", "GetCallerIdentity", 20);

    /** Snapshots a page, as published. */
    private static final int PAGE = 100;

    private final ApiCaller caller;
    private final CvmClient cvm;
    private final CommonClient cbs;
    private final CommonClient sts;
    private final ImageListing images;
    private final AtomicReference<@Nullable AccountId> own = new AtomicReference<>();

    private CvmSharing(CloudSettings settings) {
        this.caller = ApiCaller.open(settings, CvmErrors.TABLE);
        this.cvm = caller.client("cvm", CvmClient::new);
        this.cbs = caller.client(
                "cbs",
                (credential, region, profile) -> new CommonClient("cbs", "2017-03-12", credential, region, profile));
        this.sts = caller.client(
                "sts",
                (credential, region, profile) -> new CommonClient("sts", "2018-08-13", credential, region, profile));
        this.images = new ImageListing(caller, cvm);
        settings.ownAccount().ifPresent(own::set);
    }

    /**
     * Connects; sends nothing yet.
     *
     * @param settings how the cloud is called
     * @return the product, to be given to the service's builder, which closes it
     */
    public static CvmSharing connect(CloudSettings settings) {
        return new CvmSharing(settings);
    }

    @Override
    public CloudSettings settings() {
        return caller.settings();
    }

    @Override
    public List<CvmImage> describe(Collection<ImageId> ids, Deadline deadline) {
        return images.describe(ids, deadline);
    }

    @Override
    public List<CvmImage> images(ImageQuery query, Deadline deadline) {
        return images.list(query, deadline);
    }

    @Override
    public List<SharedAccount> sharedWith(ImageId image, Deadline deadline) {
        DescribeImageSharePermissionRequest request = new DescribeImageSharePermissionRequest();
        request.setImageId(image.value());
        return caller.read(
                READ_ACCESS,
                image,
                deadline,
                () -> ImageReader.present(
                                cvm.DescribeImageSharePermission(request).getSharePermissionSet())
                        .filter(permission -> permission.getAccountId() != null)
                        .map(CvmSharing::sharedAccount)
                        .toList());
    }

    @Override
    public String changeAccess(ImageId image, Permission permission, Set<AccountId> accounts, Deadline deadline) {
        ModifyImageSharePermissionRequest request = new ModifyImageSharePermissionRequest();
        request.setImageId(image.value());
        request.setPermission(permission.name());
        request.setAccountIds(accounts.stream().map(AccountId::value).toArray(String[]::new));
        return caller.send(
                CHANGE_ACCESS,
                image,
                deadline,
                () -> cvm.ModifyImageSharePermission(request).getRequestId());
    }

    @Override
    public Map<String, Boolean> encrypted(Collection<String> snapshots, Deadline deadline) {
        Map<String, Boolean> encrypted = new HashMap<>();
        for (List<String> part : Iterables.partition(snapshots, PAGE)) {
            DescribeSnapshotsRequest request = new DescribeSnapshotsRequest(part, PAGE);
            encrypted.putAll(caller.read(
                    SNAPSHOTS,
                    null,
                    deadline,
                    () -> cbs.commonRequest(request, SNAPSHOTS.action(), DescribeSnapshotsResponse.class)
                            .encrypted()));
        }
        return encrypted;
    }

    @Override
    public AccountId ownAccount(Deadline deadline) {
        return Optional.ofNullable(own.get()).orElseGet(() -> {
            AccountId asked = caller.read(
                    IDENTITY,
                    null,
                    deadline,
                    () -> sts.commonRequest(
                                    new GetCallerIdentityRequest(), IDENTITY.action(), GetCallerIdentityResponse.class)
                            .account());
            own.set(asked);
            return asked;
        });
    }

    @Override
    public void close() {
        caller.close();
    }

    private static SharedAccount sharedAccount(SharePermission permission) {
        return new SharedAccount(
                AccountId.of(permission.getAccountId()), ImageReader.time(permission.getCreatedTime()));
    }
}
