package io.github.imagesharing.cvm;

import com.google.common.collect.Iterables;
import com.tencentcloudapi.cvm.v20170312.models.DescribeImageSharePermissionRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeImageSharePermissionResponse;
import com.tencentcloudapi.cvm.v20170312.models.ModifyImageSharePermissionRequest;
import com.tencentcloudapi.cvm.v20170312.models.ModifyImageSharePermissionResponse;
import com.tencentcloudapi.cvm.v20170312.models.SharePermission;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.Region;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.cvm.models.DescribeSnapshotsRequest;
import io.github.imagesharing.cvm.models.DescribeSnapshotsResponse;
import io.github.imagesharing.cvm.models.GetCallerIdentityRequest;
import io.github.imagesharing.cvm.models.GetCallerIdentityResponse;
import io.github.imagesharing.spi.CvmPort;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import io.github.imagesharing.transport.ApiCaller;
import io.github.imagesharing.transport.Listing;
import io.github.imagesharing.transport.ProductClient;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** CVM, CBS, STS and the organisation service behind core's port. Thread-safe. */
final class CvmAdapter implements CvmPort {

    private final ApiCaller caller;
    private final ProductClient cvm;
    private final ProductClient cbs;
    private final ProductClient sts;
    private final ImageListing images;
    private final ImageCopying copying;
    private final OrganizationListing organization;
    private final AtomicReference<@Nullable AccountId> own;

    CvmAdapter(CloudSettings settings) {
        this(ApiCaller.open(settings, CvmErrors.TABLE), new AtomicReference<>());
        settings.ownAccount().ifPresent(own::set);
    }

    /** The own account is the credential's, in whatever region. */
    private CvmAdapter(ApiCaller caller, AtomicReference<@Nullable AccountId> own) {
        this.caller = caller;
        this.own = own;
        this.cvm = caller.client("cvm", CvmApis.CVM_VERSION);
        this.cbs = caller.client("cbs", CvmApis.CBS_VERSION);
        this.sts = caller.client("sts", CvmApis.STS_VERSION);
        this.images = new ImageListing(caller, cvm);
        this.copying = new ImageCopying(caller, cvm);
        this.organization =
                new OrganizationListing(caller, caller.client("organization", CvmApis.ORGANIZATION_VERSION));
    }

    @Override
    public CloudSettings settings() {
        return caller.settings();
    }

    @Override
    public CvmPort in(Region region) {
        return new CvmAdapter(caller.in(region), own);
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
    public List<SharedAccount> sharedWith(ImageId imageId, Deadline deadline) {
        DescribeImageSharePermissionRequest request = new DescribeImageSharePermissionRequest();
        request.setImageId(imageId.value());
        return caller.readTogether(
                CvmApis.DESCRIBE_IMAGE_SHARE_PERMISSION,
                imageId,
                imageId,
                deadline,
                () -> sharedAccounts(cvm.send(
                                CvmApis.DESCRIBE_IMAGE_SHARE_PERMISSION,
                                request,
                                DescribeImageSharePermissionResponse.class)
                        .getSharePermissionSet()));
    }

    private static List<SharedAccount> sharedAccounts(SharePermission @Nullable [] set) {
        return Listing.present(set)
                .filter(permission -> permission.getAccountId() != null)
                .map(permission -> new SharedAccount(
                        AccountId.of(permission.getAccountId()), Listing.time(permission.getCreatedTime())))
                .toList();
    }

    @Override
    public String changeAccess(ImageId imageId, Permission permission, Set<AccountId> accounts, Deadline deadline) {
        ModifyImageSharePermissionRequest request = new ModifyImageSharePermissionRequest();
        request.setImageId(imageId.value());
        request.setPermission(permission.name());
        request.setAccountIds(accounts.stream().map(AccountId::value).toArray(String[]::new));
        return caller.send(
                CvmApis.MODIFY_IMAGE_SHARE_PERMISSION,
                imageId,
                deadline,
                () -> cvm.send(CvmApis.MODIFY_IMAGE_SHARE_PERMISSION, request, ModifyImageSharePermissionResponse.class)
                        .getRequestId());
    }

    @Override
    public Map<Region, ImageId> copy(CvmImage source, String name, Set<Region> destinations, Deadline deadline) {
        return copying.copy(source, name, destinations, deadline);
    }

    @Override
    public Map<String, Boolean> encrypted(Collection<String> snapshots, Deadline deadline) {
        Map<String, Boolean> encrypted = new HashMap<>();
        for (List<String> part : Iterables.partition(snapshots, CvmApis.PAGE)) {
            DescribeSnapshotsRequest request = new DescribeSnapshotsRequest();
            request.setSnapshotIds(part.toArray(String[]::new));
            request.setLimit((long) CvmApis.PAGE);
            encrypted.putAll(caller.readUnchanging(
                    CvmApis.DESCRIBE_SNAPSHOTS,
                    part,
                    deadline,
                    () -> encrypted(cbs.send(CvmApis.DESCRIBE_SNAPSHOTS, request, DescribeSnapshotsResponse.class))));
        }
        return encrypted;
    }

    /** Where the service does not say whether a snapshot is encrypted, the snapshot is absent. */
    private static Map<String, Boolean> encrypted(DescribeSnapshotsResponse response) {
        Map<String, Boolean> encrypted = new HashMap<>();
        Listing.present(response.getSnapshotSet()).forEach(snapshot -> {
            String id = snapshot.getSnapshotId();
            Boolean isEncrypted = snapshot.getEncrypt();
            if (id != null && isEncrypted != null) {
                encrypted.put(id, isEncrypted);
            }
        });
        return encrypted;
    }

    /** The root account that owns the caller, whoever the caller is. */
    @Override
    public AccountId ownAccount(Deadline deadline) {
        return Optional.ofNullable(own.get()).orElseGet(() -> {
            AccountId asked = caller.readUnchanging(CvmApis.GET_CALLER_IDENTITY, "", deadline, this::callerIdentity);
            own.set(asked);
            return asked;
        });
    }

    /** Apart from the reads above: those may have left before this question was put. */
    @Override
    public AccountId askOwnAccount(Deadline deadline) {
        return caller.readTogether(CvmApis.GET_CALLER_IDENTITY, "now", null, deadline, this::callerIdentity);
    }

    private AccountId callerIdentity() throws IOException {
        String account = sts.send(
                        CvmApis.GET_CALLER_IDENTITY, new GetCallerIdentityRequest(), GetCallerIdentityResponse.class)
                .getAccountId();
        return AccountId.of(account == null ? "" : account);
    }

    @Override
    public Set<AccountId> organizationAccounts(Deadline deadline) {
        return organization.accounts(deadline);
    }

    @Override
    public void close() {
        caller.close();
    }
}
