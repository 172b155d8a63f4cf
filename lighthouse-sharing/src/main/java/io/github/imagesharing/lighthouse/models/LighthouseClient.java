package io.github.imagesharing.lighthouse.models;

import com.tencentcloudapi.common.AbstractClient;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;

/**
 * The client that {@code tencentcloud-sdk-java-lighthouse} would bring if it were in the registry, as far as it is
 * needed and with its names: once it is there, moving over is a change of imports.
 */
@SuppressWarnings("MethodName") // the official artifact's names
public final class LighthouseClient extends AbstractClient {

    private static final String ENDPOINT = "lighthouse.tencentcloudapi.com";
    private static final String VERSION = "2020-03-24";

    public LighthouseClient(Credential credential, String region, ClientProfile profile) {
        super(ENDPOINT, VERSION, credential, region, profile);
    }

    public ModifyImageSharePermissionResponse ModifyImageSharePermission(ModifyImageSharePermissionRequest request)
            throws TencentCloudSDKException {
        return internalRequest(request, "ModifyImageSharePermission", ModifyImageSharePermissionResponse.class);
    }

    public DescribeImagesToShareResponse DescribeImagesToShare(DescribeImagesToShareRequest request)
            throws TencentCloudSDKException {
        return internalRequest(request, "DescribeImagesToShare", DescribeImagesToShareResponse.class);
    }

    public DescribeBlueprintsResponse DescribeBlueprints(DescribeBlueprintsRequest request)
            throws TencentCloudSDKException {
        return internalRequest(request, "DescribeBlueprints", DescribeBlueprintsResponse.class);
    }

    public ShareBlueprintAcrossAccountsResponse ShareBlueprintAcrossAccounts(
            ShareBlueprintAcrossAccountsRequest request) throws TencentCloudSDKException {
        return internalRequest(request, "ShareBlueprintAcrossAccounts", ShareBlueprintAcrossAccountsResponse.class);
    }

    public CancelShareBlueprintAcrossAccountsResponse CancelShareBlueprintAcrossAccounts(
            CancelShareBlueprintAcrossAccountsRequest request) throws TencentCloudSDKException {
        return internalRequest(
                request, "CancelShareBlueprintAcrossAccounts", CancelShareBlueprintAcrossAccountsResponse.class);
    }

    public DescribeBlueprintsShareAcrossAccountInfosResponse DescribeBlueprintsShareAcrossAccountInfos(
            DescribeBlueprintsShareAcrossAccountInfosRequest request) throws TencentCloudSDKException {
        return internalRequest(
                request,
                "DescribeBlueprintsShareAcrossAccountInfos",
                DescribeBlueprintsShareAcrossAccountInfosResponse.class);
    }
}
