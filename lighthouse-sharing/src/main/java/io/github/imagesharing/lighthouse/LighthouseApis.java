package io.github.imagesharing.lighthouse;

import io.github.imagesharing.spi.Api;

/** The APIs that are called, each with its rate as the service publishes it. A new API is a new constant here. */
final class LighthouseApis {

    static final Api DESCRIBE_IMAGES_TO_SHARE = new Api("lighthouse", "DescribeImagesToShare", 20);
    static final Api MODIFY_IMAGE_SHARE_PERMISSION = new Api("lighthouse", "ModifyImageSharePermission", 20);
    static final Api DESCRIBE_BLUEPRINTS = new Api("lighthouse", "DescribeBlueprints", 10);
    static final Api DESCRIBE_BLUEPRINTS_SHARE_ACROSS_ACCOUNT_INFOS =
            new Api("lighthouse", "DescribeBlueprintsShareAcrossAccountInfos", 20);
    static final Api SHARE_BLUEPRINT_ACROSS_ACCOUNTS = new Api("lighthouse", "ShareBlueprintAcrossAccounts", 20);
    static final Api CANCEL_SHARE_BLUEPRINT_ACROSS_ACCOUNTS =
            new Api("lighthouse", "CancelShareBlueprintAcrossAccounts", 20);

    /** The version of Lighthouse's API. */
    static final String VERSION = "2020-03-24";

    /** Elements a page, the most that each listing takes, as published. */
    static final long PAGE = 100;

    private LighthouseApis() {}
}
