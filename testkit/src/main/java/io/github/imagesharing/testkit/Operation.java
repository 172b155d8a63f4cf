package io.github.imagesharing.testkit;

/**
 * An action together with where it belongs and how often it may be called.
 *
 * @param service the product
 * @param name the action's name on the wire
 * @param perSecond the published rate
 * @param action what it does
 */
record Operation(Service service, String name, int perSecond, Action action) {

    /** The name as access policies write it, for example {@code cvm:DescribeImages}. */
    String policyName() {
        return service.label() + ":" + name;
    }

    /** Whether a test that wrote this name, alone or as access policies do, means this operation. */
    boolean isMeantBy(String written) {
        return written.equals(name) || written.equals(policyName());
    }
}
