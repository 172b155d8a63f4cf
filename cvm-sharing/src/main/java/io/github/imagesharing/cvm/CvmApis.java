package io.github.imagesharing.cvm;

import io.github.imagesharing.spi.Api;

/** The APIs that are called, each with its rate as the service publishes it. A new API is a new constant here. */
final class CvmApis {

    static final Api DESCRIBE_IMAGES = new Api("cvm", "DescribeImages", 40);
    static final Api DESCRIBE_IMAGE_SHARE_PERMISSION = new Api("cvm", "DescribeImageSharePermission", 10);
    static final Api MODIFY_IMAGE_SHARE_PERMISSION = new Api("cvm", "ModifyImageSharePermission", 10);
    static final Api SYNC_IMAGES = new Api("cvm", "SyncImages", 10);
    static final Api DESCRIBE_SNAPSHOTS = new Api("cbs", "DescribeSnapshots", 20);
    static final Api GET_CALLER_IDENTITY = new Api("sts", "GetCallerIdentity", 20);
    static final Api DESCRIBE_ORGANIZATION = new Api("organization", "DescribeOrganization", 40);
    static final Api DESCRIBE_ORGANIZATION_MEMBERS = new Api("organization", "DescribeOrganizationMembers", 20);

    /** The version of CVM's API. */
    static final String CVM_VERSION = "2017-03-12";

    /** The version of CBS's API. */
    static final String CBS_VERSION = "2017-03-12";

    /** The version of STS's API. */
    static final String STS_VERSION = "2018-08-13";

    /** The version of the organisation service's API. */
    static final String ORGANIZATION_VERSION = "2021-03-31";

    /** Members a page, the most that the organisation service lists, as published. */
    static final long MEMBERS_PAGE = 50;

    /** Elements a page, the most that each listing takes, as published. */
    static final int PAGE = 100;

    private CvmApis() {}
}
