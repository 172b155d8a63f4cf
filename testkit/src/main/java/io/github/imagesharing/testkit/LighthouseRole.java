package io.github.imagesharing.testkit;

/** The service role Lighthouse needs in the account before it shares images. */
public enum LighthouseRole {
    /** There and granted. */
    GRANTED,
    /** Not there: {@code ResourceNotFound.RoleNotFound}. */
    MISSING,
    /** There but not granted: {@code UnsupportedOperation.AssumeRoleFailed}. */
    NOT_GRANTED
}
