package io.github.imagesharing.testkit.operation;

import io.github.imagesharing.testkit.state.Service;

/**
 * An action together with where it belongs and how often it may be called.
 *
 * @param service the product
 * @param name the action's name on the wire
 * @param perSecond the published rate
 * @param action what it does
 */
public record Operation(Service service, String name, int perSecond, Action action) {

    /** The name as access policies write it, for example {@code cvm:DescribeImages}. */
    public String policyName() {
        return service.label() + ":" + name;
    }

    /** Whether a test that wrote this name, alone or as access policies do, means this operation. */
    public boolean isMeantBy(String written) {
        return written.equals(name) || written.equals(policyName());
    }
}
