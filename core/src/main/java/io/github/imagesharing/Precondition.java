package io.github.imagesharing;

/** What must hold before an image can be shared. */
public enum Precondition {
    /** The image exists in this region. */
    IMAGE_EXISTS,
    /** It is the caller's own custom image. */
    IMAGE_OWNED,
    /** Its state is NORMAL. */
    IMAGE_NORMAL,
    /** It does not run under the user's own licence. */
    NO_BYOL,
    /** No snapshot of it is encrypted; needs CBS {@code DescribeSnapshots}. */
    NOT_ENCRYPTED,
    /** It has no data disk. */
    NO_WHOLE_INSTANCE,
    /** No account is the caller's own; needs STS {@code GetCallerIdentity}. */
    NOT_OWN_ACCOUNT,
    /** Those who have access and those to add are no more than one image may be shared with. */
    WITHIN_ACCOUNT_LIMIT,
    /** Lighthouse does not have it already; needs Lighthouse {@code DescribeBlueprints}. */
    NOT_IN_LIGHTHOUSE,
    /** It was not imported from outside, which Lighthouse does not take. */
    NOT_IMPORTED,
    /** It supports cloud-init, which Lighthouse needs. */
    HAS_CLOUD_INIT,
    /** Lighthouse takes its platform and operating system. */
    LIGHTHOUSE_PLATFORM
}
